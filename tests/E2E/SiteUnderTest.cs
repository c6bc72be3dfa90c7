using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(LearnWeb.Tests.E2E.SiteUnderTest))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace LearnWeb.Tests.E2E;

/// <summary>
/// The site on a real Kestrel and a free port, and one Chromium; or, with <c>LEARNWEB_BASE_URL</c>, a site that is
/// deployed already.
/// </summary>
public sealed class SiteUnderTest : IAsyncLifetime
{
    /// <summary>A host name that is not localhost, so that plain HTTP to it is no secure context.</summary>
    public const string LanHost = "lan.test";

    /// <summary>
    /// How long a page may take until it shows what is expected, in milliseconds: a busy machine is no defect of the
    /// site.
    /// </summary>
    public const float Patience = 20_000;

    private RunningSite? _site;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser; a test that asks for it is skipped where there is none.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, BrowserFinder.Missing);
            return _browser;
        }
    }

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        if (Environment.GetEnvironmentVariable("LEARNWEB_BASE_URL") is { Length: > 0 } deployed)
        {
            Address = new Uri(deployed);
        }
        else
        {
            _site = new RunningSite("Production", content: null);
            Address = _site.Address;
        }

        _playwright = await Playwright.CreateAsync();
        if (BrowserFinder.Find(_playwright.Chromium.ExecutablePath) is { } browser)
        {
            _browser = await LaunchAsync(_playwright, browser);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, string browser) =>
        playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = browser,
                Args =
                [
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    $"--host-resolver-rules=MAP {LanHost} 127.0.0.1",
                    .. BrowserFinder.NeedsNoSandbox ? ["--no-sandbox"] : Array.Empty<string>(),
                ],
            }
        );
}
