namespace LearnWeb.Hosting;

/// <summary>The section <c>Labs:Tcp</c>.</summary>
public sealed class TcpLabOptions
{
    public const string Section = "Labs:Tcp";

    /// <summary>Whether experiments run, where the kernel lets them, or recorded ones are shown only.</summary>
    public bool Live { get; set; } = true;
}

/// <summary>The section <c>Labs:Proxy</c>.</summary>
public sealed class ProxyLabOptions
{
    public const string Section = "Labs:Proxy";

    /// <summary>The nginx of the reverse-proxy lab; <c>null</c> to look for one.</summary>
    public string? Nginx { get; set; }
}

/// <summary>The section <c>Labs:Wsgi</c>.</summary>
public sealed class WsgiLabOptions
{
    public const string Section = "Labs:Wsgi";

    /// <summary>The Python that runs WSGI applications; <c>null</c> to look for one.</summary>
    public string? Python { get; set; }

    /// <summary>Processes for each application that keeps nothing; 8 at most.</summary>
    public int Workers { get; set; } = 2;
}
