using System.Globalization;

namespace LearnWeb.Tcp;

/// <summary>Waits for a number of milliseconds; the programs do nothing.</summary>
public sealed record WaitStep(int Milliseconds) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"wait({Milliseconds})");
}

/// <summary>From now on, the wire delays each segment by a number of milliseconds.</summary>
public sealed record DelayStep(int Milliseconds) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"delay({Milliseconds})");
}

/// <summary>The wire loses the next segments of a kind.</summary>
public sealed record LoseStep(SegmentKind Which, int Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"lose({NameOf(Which)}, {Count})");
}

/// <summary>The wire duplicates the next segment of a kind, so that it arrives twice.</summary>
public sealed record DoubleStep(SegmentKind Which) : Step
{
    public override Side? Actor => null;

    public override string ToString() => $"double({NameOf(Which)})";
}

/// <summary>From now on, the wire holds segments of a kind.</summary>
public sealed record HoldStep(SegmentKind Which) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Which == SegmentKind.Any ? "hold" : $"hold({NameOf(Which)})";
}

/// <summary>Releases held segments, the oldest first.</summary>
/// <param name="Count">The number of segments; <c>null</c> releases all of them, and no more are held.</param>
public sealed record ReleaseStep(int? Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Count is { } count ? Text($"release({count})") : "release";
}

/// <summary>Sends a number of SYNs with forged source addresses to the server.</summary>
/// <param name="Live">
/// Whether the source is the client's address, which answers a SYN-ACK that it does not expect. Otherwise the source
/// never answers.
/// </param>
public sealed record SynStep(int Count, bool Live = false) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"syn({Count}{(Live ? ", live" : "")})");
}

/// <summary>
/// An attacker who is not on the path sends the server a segment on the newest connection in the client's name.
/// </summary>
/// <param name="Which">The kind of the segment: SYN or RST.</param>
/// <param name="Beyond">The distance of its sequence number from the one that the server expects next.</param>
public sealed record ForgeStep(SegmentKind Which, int Beyond) : Step
{
    public override Side? Actor => null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"forge({NameOf(Which)}, {Beyond})");
}
