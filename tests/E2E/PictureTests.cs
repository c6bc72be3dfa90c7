using Microsoft.Playwright;
using Xunit;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// Pictures of the site, for its README and for links to it. Made anew by <c>LEARNWEB_PICTURES=1 dotnet test</c>.
/// </summary>
public sealed class PictureTests(SiteUnderTest site) : LearnerTests(site)
{
    private static bool AreMade => Environment.GetEnvironmentVariable("LEARNWEB_PICTURES") is not null;

    [Fact]
    public async Task HomePage_FitsThePictureOfTheReadme()
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = 1360, Height = 1180 },
            }
        );
        await learner.OpenAsync("/zh");

        var picture = await learner.Page.ScreenshotAsync();

        Assert.True(picture.Length > 50_000, "a picture this small shows nothing");
        await KeepAsync(picture, "docs", "images", "home.png");
    }

    /// <summary>
    /// The home page without what can only be clicked, a little enlarged: where links are shown, they are small.
    /// </summary>
    [Theory]
    [InlineData("zh-CN", "zh")]
    [InlineData("en-US", "en")]
    public async Task HomePage_FitsThePictureOfLinks(string locale, string language)
    {
        var learner = await ArriveAsync(
            new()
            {
                Locale = locale,
                ViewportSize = new() { Width = 1000, Height = 525 },
                DeviceScaleFactor = 1.2f,
                BypassCSP = true, // for the style below
            }
        );
        await learner.OpenAsync($"/{language}");

        var picture = await learner.Page.ScreenshotAsync(
            new()
            {
                Type = ScreenshotType.Jpeg,
                Quality = 80,
                Style = ".bar-wide, .actions { visibility: hidden; } main { padding-top: 1.5rem; }",
            }
        );

        Assert.InRange(picture.Length, 50_000, 150_000);
        await KeepAsync(picture, "wwwroot", "img", $"social-{language}.jpg");
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task LinkToAPage_ShowsAPictureInItsLanguage(string language)
    {
        Assert.SkipWhen(AreMade, "The site serves pictures as its build knows them, and this run changes them.");
        var learner = await ArriveAsync();
        await learner.OpenAsync($"/{language}/notes/http");
        var address = await learner.Page.Locator("meta[property='og:image']").GetAttributeAsync("content");

        var size = await learner.Page.EvaluateAsync<int[]>(
            "async path => { const image = new Image(); image.src = path; await image.decode(); return "
                + "[image.naturalWidth, image.naturalHeight]; }",
            new Uri(address!).AbsolutePath
        );

        Assert.EndsWith($"-{language}.jpg", address, StringComparison.Ordinal);
        Assert.Equal([1200, 630], size);
    }

    private static async Task KeepAsync(byte[] picture, params string[] path)
    {
        if (AreMade)
        {
            await File.WriteAllBytesAsync(
                Path.Combine([RepositoryRoot(), .. path]),
                picture,
                TestContext.Current.CancellationToken
            );
        }
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LearnWeb.sln")))
        {
            folder =
                Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests from a checkout.");
        }

        return folder;
    }
}
