using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>The ways to stand under a path that docs/running-behind-a-proxy.md shows, each with a real proxy.</summary>
public abstract class SubPathProxyTests(SubPathSite site) : IAsyncLifetime
{
    private IFront? _front;
    private HttpClient _client = null!;

    public sealed class NginxLeavesThePath(WholePathSite site) : SubPathProxyTests(site), IClassFixture<WholePathSite>
    {
        private protected override Task<IFront> StartAsync(int port) => StartNginxAsync(port, block: 0);
    }

    public sealed class NginxTakesItAway(StrippedPathSite site)
        : SubPathProxyTests(site),
            IClassFixture<StrippedPathSite>
    {
        private protected override Task<IFront> StartAsync(int port) => StartNginxAsync(port, block: 1);
    }

    public sealed class YarpTakesItAway(StrippedPathSite site)
        : SubPathProxyTests(site),
            IClassFixture<StrippedPathSite>
    {
        private protected override async Task<IFront> StartAsync(int port) =>
            await YarpFront.StartAsync(ProxyPage.Blocks("Under a path", "json", port).Single());
    }

    public async ValueTask InitializeAsync()
    {
        _front = await StartAsync(site.Port);
        var credentials = new CredentialCache { { _front.Address, "Digest", new NetworkCredential("me", "secret") } };
        _client = new HttpClient(new SocketsHttpHandler { Credentials = credentials }) { BaseAddress = _front.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the proxy before a site at this port.</summary>
    private protected abstract Task<IFront> StartAsync(int port);

    private static async Task<IFront> StartNginxAsync(int port, int block) =>
        await NginxFront.StartAsync(own =>
            $$"""
                server {
                    listen 127.0.0.1:{{own.ToString(CultureInfo.InvariantCulture)}};
                    location / { return 200 "another program; it was sent: $http_cookie"; }
                    {{ProxyPage.Blocks("Under a path", "nginx", port)[block]}}
                }
                """
        );

    [Theory]
    [InlineData("/learn", "/learn/zh")]
    [InlineData("/learn/", "/learn/zh")]
    [InlineData("/learn/labs/tcp", "/learn/zh/labs/tcp")]
    [InlineData("/learn/bin/redirect/3", "/learn/bin/get")]
    [InlineData("/learn/bin/absolute-redirect/2", "/learn/bin/get")]
    [InlineData("/learn/bin/digest-auth/auth/me/secret", "/learn/bin/digest-auth/auth/me/secret")]
    [InlineData("/learn/bin/cookies/set?a=1", "/learn/bin/cookies")]
    public async Task Redirections_EndUnderTheSubPath(string path, string end)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(end, response.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData("/learn/zh")]
    [InlineData("/learn/en/notes/tcp")]
    [InlineData("/learn/wsgi/echo/")]
    public async Task Page_HasItsStyleSheetsAndScripts(string path)
    {
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var response = await GetAsync(path);
        var files = (await Site.ParseAsync(response))
            .QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!);

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var found = await GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        }
    }

    [Fact]
    public async Task SignIn_IsKnownOnOtherPages_AndToNobodyElseOnTheHost()
    {
        using var first = await GetAsync("/learn/en/account/register");
        var form = (IHtmlFormElement)(await Site.ParseAsync(first)).QuerySelector(".account-form")!;
        var name = $"ada-{Guid.NewGuid():N}"[..20];
        using var fields = new FormUrlEncodedContent([
            new("userName", name),
            new("password", "correct horse battery"),
            .. Hidden(form),
        ]);
        using var account = await _client.PostAsync(
            new Uri(form.GetAttribute("action")!, UriKind.Relative),
            fields,
            Cancellation
        );
        using var who = await GetAsync("/learn/api/whoami");
        using var other = await GetAsync("/other");

        Assert.Equal("/learn/en/account", account.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(name, (await Site.ParseAsync(account)).QuerySelector("h1")!.TextContent);
        Assert.Equal(name, (await Site.JsonAsync(who)).GetProperty("userName").GetString());
        Assert.Equal("another program; it was sent: ", await other.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Applications_AreToldWhereTheyAre()
    {
        using var url = await GetAsync("/learn/bin/get?a=1");
        using var response = await GetAsync("/learn/wsgi/echo/a?q=1");

        Assert.Equal($"{_front!.Address}learn/bin/get?a=1", (await Site.JsonAsync(url)).GetProperty("url").GetString());
        var environ = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("SCRIPT_NAME: /learn/wsgi/echo\nPATH_INFO: /a\n", environ, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<HttpResponseMessage> GetAsync(string path) =>
        _client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

    private static IEnumerable<KeyValuePair<string, string>> Hidden(IParentNode form) =>
        form.QuerySelectorAll("input[type=hidden]")
            .OfType<IHtmlInputElement>()
            .Select(input => KeyValuePair.Create(input.Name!, input.Value));
}
