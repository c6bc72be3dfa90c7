namespace LearnWeb.Tcp;

/// <summary>A setting of a kernel, on or off.</summary>
public sealed record SettingStep(KernelSetting Setting, SettingValue Value) : Step
{
    public override Side? Actor =>
        Setting switch
        {
            KernelSetting.TwReuse or KernelSetting.Timestamps => Side.Client,
            KernelSetting.TimeWait => null, // of both
            _ => Side.Server,
        };

    public override string ToString() => Text($"{Setting}({Value})");
}

/// <summary>What a setting is set to, by the numbers of ip-sysctl.</summary>
public enum SettingValue
{
    Off = 0,
    On = 1,

    /// <summary>
    /// Of <see cref="KernelSetting.Cookies"/> only: for every SYN, not just when the SYN queue is full.
    /// </summary>
    Always = 2,
}

public enum KernelSetting
{
    /// <summary><c>tcp_syncookies</c> of the server.</summary>
    Cookies,

    /// <summary>
    /// <c>tcp_timestamps</c> of the client: without them in its SYN, neither end uses them (RFC 7323 §3.2).
    /// </summary>
    Timestamps,

    /// <summary><c>tcp_abort_on_overflow</c> of the server.</summary>
    Abort,

    /// <summary><c>tcp_tw_reuse</c> of the client.</summary>
    TwReuse,

    /// <summary><c>tcp_max_tw_buckets</c> of both: off is 0, so that nobody stays in TIME-WAIT.</summary>
    TimeWait,
}

/// <summary>
/// How many ports the client has for its connections: <c>ip_local_port_range</c>, from <see cref="First"/>.
/// </summary>
public sealed record PortsStep(int Count) : Step
{
    public const int First = 50_000;

    public override Side? Actor => Side.Client;

    public override string ToString() => Text($"ports({Count})");
}

/// <summary>
/// How often a SYN or SYN-ACK is sent again: <c>tcp_syn_retries</c> of the client, <c>tcp_synack_retries</c> of the
/// server.
/// </summary>
public sealed record RetriesStep(int Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"retries({Count})");
}
