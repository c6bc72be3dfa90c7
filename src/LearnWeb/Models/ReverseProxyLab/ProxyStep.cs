using System.Globalization;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>One line of a script; as text it is what a learner would write.</summary>
public abstract record ProxyStep;

/// <summary>A step that sets the proxy up, and so stands before the first request.</summary>
public abstract record SettingStep : ProxyStep;

/// <summary>How the proxy chooses an origin.</summary>
public sealed record PolicyStep(Policy Policy) : SettingStep
{
    public override string ToString() => $"policy({ProxyWords.Of(Policy)})";
}

/// <summary>How it learns that one is ill.</summary>
public sealed record HealthStep(HealthCheck Check) : SettingStep
{
    public override string ToString() => $"health({ProxyWords.Of(Check)})";
}

/// <summary>How many others it asks when one has failed.</summary>
public sealed record RetriesStep(int Count) : SettingStep
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"retries({Count})");
}

/// <summary>How long it waits for an origin, in milliseconds.</summary>
public sealed record TimeoutStep(int Milliseconds) : SettingStep
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"timeout({Milliseconds})");
}

/// <summary>What it adds to a request.</summary>
public sealed record AddStep(AddedField Field) : SettingStep
{
    public override string ToString() => $"add({ProxyWords.Of(Field)})";
}

/// <summary>Whether the origin gets the client's Host or a new one.</summary>
public sealed record HostStep(HostRule Rule) : SettingStep
{
    public override string ToString() => $"host({ProxyWords.Of(Rule)})";
}

/// <summary>Whether the proxy does something between client and origin that it can be told to do or not.</summary>
public sealed record SwitchStep(Feature Feature, Switch Position) : SettingStep
{
    public override string ToString() => $"{ProxyWords.Of(Feature)}({ProxyWords.Of(Position)})";
}

/// <summary>The longest request content that it takes, in bytes.</summary>
public sealed record LimitStep(int Bytes) : SettingStep
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"limit({Bytes})");
}

/// <summary>Whether the origins have the same keys for tokens and tickets, or each its own.</summary>
public sealed record KeysStep(KeyRing Ring) : SettingStep
{
    public override string ToString() => $"keys({ProxyWords.Of(Ring)})";
}

/// <summary>From now on an origin is in this state.</summary>
/// <param name="Origin">From 1 to 3.</param>
/// <param name="State">What it does with requests.</param>
/// <param name="Milliseconds">How long it takes for them; 0 where it is not slow.</param>
public sealed record OriginStep(int Origin, OriginState State, int Milliseconds = 0) : ProxyStep
{
    public override string ToString() =>
        State == OriginState.Slow
            ? string.Create(CultureInfo.InvariantCulture, $"slow({Origin}, {Milliseconds})")
            : string.Create(CultureInfo.InvariantCulture, $"{ProxyWords.Of(State)}({Origin})");
}

/// <summary>Clients send a request each, at once; then again, as often as it says.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Clients">Who; one that is named twice sends two at once.</param>
/// <param name="Path">The request target in origin-form.</param>
/// <param name="Times">How often, in turn.</param>
/// <param name="Field">A field line more; empty for none.</param>
public sealed record RequestStep(string Method, IReadOnlyList<Client> Clients, string Path, int Times, string Field)
    : ProxyStep
{
    public override string ToString()
    {
        var times = Times > 1 ? string.Create(CultureInfo.InvariantCulture, $", {Times}") : "";
        var field = Field.Length > 0 ? $", {Field}" : "";
        return $"{Method.ToLowerInvariant()}({string.Join(' ', Clients)}, {Path}{times}{field})";
    }
}

/// <summary>Nobody does anything for so many milliseconds.</summary>
public sealed record WaitStep(int Milliseconds) : ProxyStep
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"wait({Milliseconds})");
}

/// <summary>How a proxy chooses among origins.</summary>
public enum Policy
{
    RoundRobin,
    LeastRequests,
    Random,
    TwoChoices,
    Sticky,
    Address,
}

/// <summary>How a proxy learns that an origin is ill: by its answers to requests, or by asking it.</summary>
public enum HealthCheck
{
    Off,
    Passive,
    Active,
}

/// <summary>What a proxy adds to a request.</summary>
public enum AddedField
{
    /// <summary><c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c>.</summary>
    XForwarded,

    /// <summary>RFC 7239.</summary>
    Forwarded,

    /// <summary>RFC 9110 §7.6.3.</summary>
    Via,
}

/// <summary>What a proxy can do between client and origin.</summary>
public enum Feature
{
    /// <summary>Keeps responses and answers with them (RFC 9111).</summary>
    Cache,

    /// <summary>Compresses responses.</summary>
    Gzip,

    /// <summary>Reads a response as fast as the origin sends it, and passes it on in pieces of its own size.</summary>
    Buffering,
}

/// <summary>Whether it does.</summary>
public enum Switch
{
    On,
    Off,
}

/// <summary>What becomes of the Host field.</summary>
public enum HostRule
{
    Keep,
    Replace,
}

/// <summary>Whose keys the origins sign and encrypt with.</summary>
public enum KeyRing
{
    Shared,
    Own,
}

/// <summary>What an origin does with requests.</summary>
public enum OriginState
{
    Up,

    /// <summary>Nothing listens on its port.</summary>
    Down,

    /// <summary>It answers, later.</summary>
    Slow,

    /// <summary>It answers 500.</summary>
    Failing,

    /// <summary>It answers 503 and when to come again.</summary>
    Busy,

    /// <summary>It takes the request and closes the connection.</summary>
    Broken,
}

/// <summary>Who sends requests.</summary>
public enum Client
{
    A,
    B,
    C,
}
