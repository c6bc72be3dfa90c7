namespace LearnWeb.Tcp.Kernel;

/// <summary>What a script may set in the two kernels (ip-sysctl).</summary>
internal sealed class KernelSettings(NetworkEnd client, NetworkEnd server)
{
    private const int UsualTimeWaits = 4096; // more than an experiment can make

    /// <summary>
    /// What Linux takes on a machine of some size. It goes by the size of the tables, which are small here: at 128 its
    /// last quarter, kept for peers it knows, would turn SYNs away long before a backlog of 100 does.
    /// </summary>
    private const int UsualSynBacklog = 2048;

    /// <summary>What every experiment begins with.</summary>
    public void Begin()
    {
        // A connection that no program holds keeps its network for as long as it retransmits. Five times is past the
        // end of the longest experiment, and soon after it.
        client.Set("tcp_orphan_retries", 5);
        server.Set("tcp_orphan_retries", 5);

        server.Set("tcp_max_syn_backlog", UsualSynBacklog);
        server.Set("tcp_fastopen", 3); // a listener may ask for it; by default Linux allows it to clients only
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
