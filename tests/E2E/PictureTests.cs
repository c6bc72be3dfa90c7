using Xunit;

namespace LearnWeb.Tests.E2E;

public sealed class PictureTests(SiteUnderTest site) : LearnerTests(site)
{
    /// <summary>Makes the picture of the README anew: <c>LEARNWEB_README_PICTURE=1 dotnet test</c>.</summary>
    [Fact]
    public async Task HomePage_FitsThePictureOfTheReadme()
    {
        var learner = await ArriveAsync(new() { ViewportSize = new() { Width = 1360, Height = 1180 } });
        await learner.OpenAsync("/zh");

        var picture = await learner.Page.ScreenshotAsync();

        Assert.True(picture.Length > 50_000, "a picture this small shows nothing");
        if (Environment.GetEnvironmentVariable("LEARNWEB_README_PICTURE") is not null)
        {
            var images = Directory.CreateDirectory(Path.Combine(RepositoryRoot(), "docs", "images")).FullName;
            await File.WriteAllBytesAsync(Path.Combine(images, "home.png"), picture, TestContext.Current.CancellationToken);
        }
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LearnWeb.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests from a checkout.");
        }

        return folder;
    }
}
