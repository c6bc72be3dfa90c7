using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnWeb.Models.Accounts;
using Xunit;

namespace LearnWeb.Tests.Integration.SessionTokenLab;

/// <summary>The second site of the cross-site demonstration is this server, whatever a Host field says.</summary>
public sealed class OtherSiteTests(RealSite site) : IClassFixture<RealSite>
{
    private const string Lab = "/en/labs/session-token";

    [Fact]
    public async Task OtherSitesForm_MayLeadToTheOtherNameOnly()
    {
        var visit = OpaqueToken.New();
        using var page = await AskAsync($"{Lab}/other-site?visit={visit}", $"127.0.0.1:{site.Port}");
        Assert.Contains(
            $"form-action 'self' http://localhost:{site.Port};",
            page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"action=\"http://localhost:{site.Port}{Lab}/order\"",
            await page.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        using var elsewhere = await AskAsync($"{Lab}/other-site?visit={visit}", "lan.test");
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task HostField_TellsNothingOfOtherPorts_OpenOrClosed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var open = ((IPEndPoint)other.LocalEndpoint).Port;
        var pages = new List<string>();
        foreach (
            var host in new[] { $"localhost:{open}", "localhost:1", $"127.0.0.1:{open}", "127.0.0.1:1", "localhost" }
        )
        {
            using var answer = await AskAsync(Lab, host);
            pages.Add((await Site.ParseAsync(answer)).QuerySelector("#cross-site")!.TextContent);
        }

        Assert.Single(pages.Distinct());
        Assert.Contains("Labs:OtherSite", pages[0], StringComparison.Ordinal);
        Assert.False(other.Pending(), "Somebody was contacted.");
    }

    [Fact]
    public async Task OwnPort_HasAnOtherSite()
    {
        foreach (var host in new[] { "localhost", "127.0.0.1" })
        {
            using var answer = await AskAsync(Lab, string.Create(CultureInfo.InvariantCulture, $"{host}:{site.Port}"));
            Assert.DoesNotContain(
                "Labs:OtherSite",
                (await Site.ParseAsync(answer)).QuerySelector("#cross-site")!.TextContent,
                StringComparison.Ordinal
            );
        }
    }

    private Task<HttpResponseMessage> AskAsync(string path, string host) => site.GetAsync(path, ("Host", host));
}
