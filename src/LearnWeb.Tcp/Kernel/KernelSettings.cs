namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// The settings of the two kernels that a script may change (see ip-sysctl in the kernel's documentation).
/// </summary>
internal sealed class KernelSettings(NetworkEnd client, NetworkEnd server)
{
    private const int UsualTimeWaits = 4096; // more than an experiment can make

    /// <summary>
    /// The default of Linux on an ordinary machine. The default depends on the size of the kernel's tables, which are
    /// small here, and would be 128. Linux reserves the last quarter of it for known peers, so that it would drop SYNs
    /// before a backlog of 100 is full.
    /// </summary>
    private const int UsualSynBacklog = 2048;

    /// <summary>Sets what every experiment starts with.</summary>
    public void Begin()
    {
        // A connection without a program keeps its network namespace alive as long as it retransmits. Five
        // retransmissions last until after the longest experiment, but not much longer.
        client.Set("tcp_orphan_retries", 5);
        server.Set("tcp_orphan_retries", 5);

        server.Set("tcp_max_syn_backlog", UsualSynBacklog);
        server.Set("tcp_fastopen", 3); // a listener may use TCP Fast Open; by default, Linux allows it only to clients
    }

    public void Set(SettingStep step)
    {
        var value = (int)step.Value;
        switch (step.Setting)
        {
            case KernelSetting.Cookies:
                server.Set("tcp_syncookies", value);
                break;
            case KernelSetting.Timestamps:
                client.Set("tcp_timestamps", value);
                break;
            case KernelSetting.Abort:
                server.Set("tcp_abort_on_overflow", value);
                break;
            case KernelSetting.TwReuse:
                client.Set("tcp_tw_reuse", value);
                break;
            case KernelSetting.TimeWait:
                client.Set("tcp_max_tw_buckets", value * UsualTimeWaits);
                server.Set("tcp_max_tw_buckets", value * UsualTimeWaits);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    public void Set(RetriesStep step)
    {
        client.Set("tcp_syn_retries", step.Count);
        server.Set("tcp_synack_retries", step.Count);
    }

    public void Set(PortsStep step) =>
        client.Set("ip_local_port_range", $"{PortsStep.First} {PortsStep.First + step.Count - 1}");
}
