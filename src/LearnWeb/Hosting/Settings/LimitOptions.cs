using LearnWeb.Models.Accounts;

namespace LearnWeb.Hosting;

/// <summary>How much, how many and how often: the section <c>Limits</c>. README explains each.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>The largest request body, in bytes.</summary>
    public long BodyBytes { get; set; } = 1024 * 1024;

    /// <summary>How many bytes of request bodies are taken apart at once.</summary>
    public long BodyBytesAtOnce { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many bytes of one client's bodies are let in per second.</summary>
    public double BodyBytesPerSecond { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long a body waits for its turn.</summary>
    public double BodyWaitSeconds { get; set; } = 10;

    /// <summary>Connections open at once.</summary>
    public int Connections { get; set; } = 2000;

    /// <summary>The same for one address; half of <see cref="Connections"/> if it is not set.</summary>
    public int? ConnectionsPerAddress { get; set; }

    /// <summary>How long a request's header section may take.</summary>
    public double HeadersSeconds { get; set; } = 15;

    /// <summary>How long an idle connection stays.</summary>
    public double KeepAliveSeconds { get; set; } = 60;

    /// <summary>Experiments of the TCP lab at once.</summary>
    public int WiresAtOnce { get; set; } = 16;

    /// <summary>Experiments of the reverse-proxy lab at once.</summary>
    public int ProxiesAtOnce { get; set; } = 8;

    /// <summary>Experiments of one visitor per minute.</summary>
    public int ExperimentsPerMinute { get; set; } = 120;

    /// <summary>The same for all visitors behind one address.</summary>
    public int ExperimentsPerMinuteAndAddress { get; set; } = 2400;

    /// <summary>Calls of <c>/api</c> and the account pages by one visitor; a class without cookies is one.</summary>
    public int AccountCallsPerMinute { get; set; } = 600;

    /// <summary>Wrong passwords from one address, whatever the account.</summary>
    public int WrongPasswordsPerMinuteAndAddress { get; set; } = VisitorGuesses.MostFromAnAddress;

    /// <summary>Registered accounts.</summary>
    public int Accounts { get; set; } = 10_000;

    /// <summary>Guest accounts at once.</summary>
    public int Guests { get; set; } = 2000;

    /// <summary>Hours until an unused guest is removed.</summary>
    public double GuestHours { get; set; } = 24;
}
