using LearnWeb.Tests.Integration.Pages;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>
/// The whole site on a real Kestrel and a free port: for framing, time and what a server refuses to send.
/// </summary>
public sealed class KestrelSite : Site
{
    public KestrelSite()
    {
        UseKestrel(0);
        StartServer();
        Address = ClientOptions.BaseAddress;
    }

    public Uri Address { get; }
}
