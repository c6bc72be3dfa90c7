namespace LearnWeb.Tcp;

/// <summary>Sets a setting of a kernel to on, off or always.</summary>
public sealed record SettingStep(KernelSetting Setting, SettingValue Value) : Step
{
    public override Side? Actor =>
        Setting switch
        {
            KernelSetting.TwReuse or KernelSetting.Timestamps => Side.Client,
            KernelSetting.TimeWait => null, // this setting belongs to both ends
            _ => Side.Server,
        };

    public override string ToString() => Text($"{Setting}({Value})");
}

/// <summary>The value of a setting, with the numbers of the kernel's ip-sysctl documentation.</summary>
public enum SettingValue
{
    Off = 0,
    On = 1,

    /// <summary>
    /// A SYN cookie for every SYN, not only when the SYN queue is full. Only <see cref="KernelSetting.Cookies"/> has
    /// this value.
    /// </summary>
    Always = 2,
}

public enum KernelSetting
{
    /// <summary><c>tcp_syncookies</c> of the server.</summary>
    Cookies,

    /// <summary>
    /// <c>tcp_timestamps</c> of the client. If its SYN has no timestamp, neither end uses timestamps (RFC 7323 §3.2).
    /// </summary>
    Timestamps,

    /// <summary><c>tcp_abort_on_overflow</c> of the server.</summary>
    Abort,

    /// <summary><c>tcp_tw_reuse</c> of the client.</summary>
    TwReuse,

    /// <summary>
    /// <c>tcp_max_tw_buckets</c> of both ends. Off means 0, so that no connection stays in TIME-WAIT.
    /// </summary>
    TimeWait,
}

/// <summary>
/// Sets how many ports the client has for its connections: <c>ip_local_port_range</c>, from <see cref="First"/>.
/// </summary>
public sealed record PortsStep(int Count) : Step
{
    public const int First = 50_000;

    public override Side? Actor => Side.Client;

    public override string ToString() => Text($"ports({Count})");
}

/// <summary>
/// Sets how often a SYN or a SYN-ACK is retransmitted: <c>tcp_syn_retries</c> of the client, <c>tcp_synack_retries</c>
/// of the server.
/// </summary>
public sealed record RetriesStep(int Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"retries({Count})");
}
