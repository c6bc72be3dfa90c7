using LearnWeb.Tests.Unit.Pages;

namespace LearnWeb.Tests.Unit.HttpBin;

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
