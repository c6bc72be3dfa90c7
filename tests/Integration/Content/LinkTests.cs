using AngleSharp.Dom;
using LearnWeb.Tests.Integration.TcpLab;
using Xunit;

namespace LearnWeb.Tests.Integration.Content;

/// <summary>
/// The whole site, with the TCP lab's recorded traces: to run each of its presets for a link would take minutes.
/// </summary>
public sealed class LinkTests(SiteWithoutHelper site) : IClassFixture<SiteWithoutHelper>
{
    [Fact]
    public async Task EveryInternalLinkAndAnchor_OnEveryPage_Resolves()
    {
        var pages = new Dictionary<string, IDocument?>();
        var waiting = new Queue<string>(["/zh", "/en", "/en/search?q=http", "/zh/search", "/zh/nope"]);
        var links = new List<(string From, string To)>();
        while (waiting.TryDequeue(out var path))
        {
            if (pages.ContainsKey(path))
            {
                continue;
            }

            using var response = await site.GetAsync(path);
            Assert.True(
                response.IsSuccessStatusCode || path == "/zh/nope",
                $"{path} answers {(int)response.StatusCode}"
            );
            var page =
                response.Content.Headers.ContentType?.MediaType == "text/html" ? await Site.ParseAsync(response) : null;
            pages.Add(path, page);
            foreach (var target in Targets(page))
            {
                links.Add((path, target.StartsWith('#') ? path + target : target));
                waiting.Enqueue(target.Split('#')[0] is { Length: > 0 } other ? other : path);
            }
        }

        Assert.True(pages.Count > 30, "the crawl found too little to mean anything");
        AssertEach.Of(
            links.Where(link => link.To.Contains('#', StringComparison.Ordinal)),
            link =>
            {
                var (path, anchor) = (link.To.Split('#')[0], Uri.UnescapeDataString(link.To.Split('#')[1]));
                Assert.True(
                    pages[path]?.GetElementById(anchor) is not null,
                    $"{link.From} links to {link.To}, which is not there"
                );
            }
        );
    }

    private static IEnumerable<string> Targets(IDocument? page) =>
        page?.QuerySelectorAll("[href], [src]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!)
            .Where(target => target.StartsWith('/') || target.StartsWith('#'))
            .Where(target => !target.StartsWith("/wire/", StringComparison.Ordinal)) // kept for a while only
        ?? [];
}
