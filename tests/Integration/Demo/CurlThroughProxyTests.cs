using System.Diagnostics;
using LearnWeb.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Demo;

/// <summary>The proxies that stay, used by a client that is not ours.</summary>
public sealed class CurlThroughProxyTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly ForwardProxyDemo _demo = new(TimeProvider.System);
    private OpenProxies _proxies = null!;

    public async ValueTask InitializeAsync()
    {
        _proxies = await _demo.StartAsync();
        await File.WriteAllTextAsync(Root("demo"), _proxies.Sites.Root.ExportCertificatePem());
        await File.WriteAllTextAsync(Root("proxy"), _proxies.Sites.ProxyRoot.ExportCertificatePem());
    }

    public async ValueTask DisposeAsync()
    {
        await _demo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Forwarding_IsFollowedByCurl()
    {
        var (code, text) = await CurlAsync(_proxies.Plain, "-i", "http://shop.example/items");

        Assert.Equal(0, code);
        Assert.Contains("Via: 1.1 demo-proxy", text, StringComparison.Ordinal);
        Assert.EndsWith("Hello from instance a.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tunnel_CarriesCurlsTls()
    {
        var (code, text) = await CurlAsync(_proxies.Plain, "--cacert", Root("demo"), "https://bank.example/account");

        Assert.Equal((0, "Hello from instance d.\n"), (code, text));
    }

    [Theory]
    [InlineData("alice:wonderland", 0, "Hello from instance a.\n")]
    [InlineData("alice:looking-glass", 22, "")]
    public async Task ProxyThatAsksWho_LetsCurlInWithTheRightPassword(string login, int code, string text) =>
        Assert.Equal((code, text), await CurlAsync(_proxies.AskingWho, "-f", "-U", login, "http://shop.example/"));

    [Theory]
    [InlineData("demo", 60, "")] // the peer's certificate could not be authenticated
    [InlineData("proxy", 0, "Hello from instance d.\n")]
    public async Task ProxyThatOpensTls_IsNoticedByCurl(string trusted, int code, string text) =>
        Assert.Equal(
            (code, text),
            await CurlAsync(_proxies.OpeningTls, "--cacert", Root(trusted), "https://bank.example/account")
        );

    [Theory]
    [InlineData("http://127.0.0.1:5080/", "403 000")]
    [InlineData("https://bank.example:22/", "000 403")] // the answer to CONNECT
    public async Task OtherTargets_AreRefusedToCurl(string url, string codes) =>
        Assert.Equal(
            codes,
            (await CurlAsync(_proxies.Plain, "-o", "/dev/null", "-w", "%{http_code} %{http_connect}", url)).Text
        );

    private string Root(string name) => Path.Combine(_folder, $"{name}.pem");

    private static async Task<(int Code, string Text)> CurlAsync(ForwardProxyServer proxy, params string[] arguments)
    {
        Assert.SkipWhen(
            !File.Exists("/usr/bin/curl"),
            "There is no curl on this machine: install it (Debian: apt-get install curl)."
        );
        string[] always = ["-q", "-s", "--noproxy", "", "-x", $"http://{proxy.Address}"];
        using var curl = Process.Start(
            new ProcessStartInfo("/usr/bin/curl", [.. always, .. arguments])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var text = await curl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await curl.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (curl.ExitCode, text);
    }
}
