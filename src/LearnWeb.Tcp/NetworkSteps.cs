using System.Globalization;

namespace LearnWeb.Tcp;

/// <summary>Nobody does anything for so many milliseconds.</summary>
public sealed record WaitStep(int Milliseconds) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"wait({Milliseconds})");
}

/// <summary>From now on the wire takes so many milliseconds each way.</summary>
public sealed record DelayStep(int Milliseconds) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"delay({Milliseconds})");
}

/// <summary>The next segments of a kind are lost.</summary>
public sealed record LoseStep(SegmentKind Which, int Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"lose({NameOf(Which)}, {Count})");
}

/// <summary>The next segment of a kind arrives twice.</summary>
public sealed record DoubleStep(SegmentKind Which) : Step
{
    public override Side? Actor => null;

    public override string ToString() => $"double({NameOf(Which)})";
}

/// <summary>From now on segments of a kind are held on the wire.</summary>
public sealed record HoldStep(SegmentKind Which) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Which == SegmentKind.Any ? "hold" : $"hold({NameOf(Which)})";
}

/// <summary>Lets held segments go, oldest first.</summary>
/// <param name="Count">How many; <c>null</c> lets all go and holds no more.</param>
public sealed record ReleaseStep(int? Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Count is { } count ? Text($"release({count})") : "release";
}

/// <summary>So many SYNs with forged sources.</summary>
/// <param name="Live">Whether the source is the client's address, which answers what it knows nothing of; else it never
/// answers.</param>
public sealed record SynStep(int Count, bool Live = false) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"syn({Count}{(Live ? ", live" : "")})");
}

/// <summary>Somebody off the path sends the server a segment in the client's name, on the newest connection.</summary>
/// <param name="Which">SYN or RST.</param>
/// <param name="Beyond">How far its sequence number is beyond the one that the server expects next.</param>
public sealed record ForgeStep(SegmentKind Which, int Beyond) : Step
{
    public override Side? Actor => null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"forge({NameOf(Which)}, {Beyond})");
}
