using System.Xml.Linq;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>The HTML of every page is what the standard allows.</summary>
public sealed class MarkupTests(Site site) : IClassFixture<Site>
{
    /// <summary>Pages that the site map does not list, under each language: forms, results and failures.</summary>
    private static readonly string[] Unlisted =
    [
        "/search?q=http",
        "/search?q=xyzzyqwerty",
        "/search",
        "/account/sign-in",
        "/account/register",
        "/account",
        "/nope",
        "/labs/web?q=1",
        "/labs/http?preset=no-host",
        "/labs/get-post?q=1",
        "/labs/tcp?preset=isn",
        "/labs/tcp?preset=lost-syn-ack",
        "/labs/wsgi?app=start-twice",
    ];

    /// <summary>Pages in no language.</summary>
    private static readonly string[] Plain = ["/bin/forms/post", "/bin/html", "/bin/links/3/0"];

    [Fact]
    public async Task Page_HasNoErrorForTheNuHtmlChecker()
    {
        Assert.SkipWhen(NuHtmlChecker.Jar is null, NuHtmlChecker.Missing);
        var folder = Directory.CreateTempSubdirectory("learnweb-markup-");
        try
        {
            foreach (var path in await PathsAsync())
            {
                using var response = await site.GetAsync(path);
                var name = string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_'));
                var file = Path.Combine(folder.FullName, $"{name}.html");
                await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync());
            }

            Assert.Equal("", await NuHtmlChecker.ErrorsInAsync(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<IEnumerable<string>> PathsAsync()
    {
        using var response = await site.GetAsync("/sitemap.xml");
        var listed = XDocument
            .Parse(await response.Content.ReadAsStringAsync())
            .Descendants()
            .Where(element => element.Name.LocalName == "loc")
            .Select(element => new Uri(element.Value).AbsolutePath)
            .ToList();
        Assert.True(listed.Count > 30, "The site map lists hardly any page.");
        return [.. listed, .. Plain, .. Unlisted.SelectMany(page => new[] { $"/zh{page}", $"/en{page}" })];
    }
}
