namespace LearnWeb.Pipeline;

/// <summary>What <see cref="BodyBudget"/> goes by.</summary>
/// <param name="AtOnce">How many bytes are in work at once; a larger body is let in when it is the only one.</param>
/// <param name="Most">How many bytes one body may have: the room of one client, and what a body counts whose length is
/// not said.</param>
/// <param name="BytesPerSecond">The pace of one client.</param>
/// <param name="Patience">How long a body may wait.</param>
internal sealed record BodyLimits(long AtOnce, long Most, double BytesPerSecond, TimeSpan Patience);
