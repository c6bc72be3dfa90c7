using System.Globalization;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Tests.Integration.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A real nginx before a site, started as the reverse-proxy lab starts its own.</summary>
internal sealed class NginxFront : IFront
{
    private readonly NginxProcess _process;

    private NginxFront(NginxProcess process, string origin)
    {
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"{origin}:{process.Address.Port}/"));
    }

    public Uri Address { get; }

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="server">Writes its server for a port.</param>
    /// <param name="origin">Scheme and host that clients use.</param>
    public static async Task<NginxFront> StartAsync(Func<int, string> server, string origin = "http://127.0.0.1")
    {
        var nginx = await LiveProxy.FindAsync();
        return new NginxFront(
            await NginxProcess.StartAsync(nginx, server, TestContext.Current.CancellationToken),
            origin
        );
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
