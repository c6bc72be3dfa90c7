using System.Net;
using AngleSharp.Html.Parser;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>Where a proxy shows the site under a path, everything on its pages leads to under that path.</summary>
public abstract class SubPathPageTests(SubPathSite site)
{
    private const string SubPath = SubPathSite.SubPath;

    public sealed class WholePath(WholePathSite site) : SubPathPageTests(site), IClassFixture<WholePathSite>;

    public sealed class StrippedPath(StrippedPathSite site) : SubPathPageTests(site), IClassFixture<StrippedPathSite>;

    [Fact]
    public async Task EveryPage_LeadsToPlacesUnderTheSubPathOnly()
    {
        var (seen, next) = (new HashSet<string>(), new Queue<string>([$"{SubPath}/zh", $"{SubPath}/en"]));
        var astray = new List<string>();
        while (next.TryDequeue(out var path))
        {
            using var response = await site.AskAsync(path);
            if ((int)response.StatusCode >= 400)
            {
                astray.Add($"{path} is {(int)response.StatusCode}");
            }

            foreach (var link in (await LinksOfAsync(path, response, astray)).Where(seen.Add))
            {
                next.Enqueue(link);
            }
        }

        Assert.Empty(astray);
        Assert.Superset(
            new HashSet<string>([
                "/learn/zh/notes/tcp",
                "/learn/en/errata",
                "/learn/en/labs/wsgi",
                "/learn/en/account/register",
            ]),
            seen
        );
    }

    [Theory]
    [InlineData("/learn/zh/nowhere", "/learn/zh")]
    [InlineData("/learn/en/notes/tcp-connection", "/learn/en")]
    public async Task ErrorPage_LeadsToPlacesUnderTheSubPathOnly(string path, string home)
    {
        using var response = await site.AskAsync(path);
        var page = await Site.ParseAsync(response);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(home, page.QuerySelector("a.brand")!.GetAttribute("href"));
        Assert.Empty(site.AstrayIn(page));
    }

    [Theory]
    [InlineData("/en/labs/http", "request=GET /hello HTTP/1.1%0AHost: demo%0A%0A")]
    [InlineData("/zh/labs/wsgi", "app=echo&path=/a&method=GET")]
    [InlineData("/en/labs/session-token", "action=attack&way=Jwt")]
    [InlineData("/zh/labs/get-post", "name=a&message=b")]
    public async Task Experiment_LeadsToPlacesUnderTheSubPathOnly(string lab, string form)
    {
        using var response = await site.PostFormAsync(SubPath + lab, form);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(site.AstrayIn(await Site.ParseAsync(response)));
    }

    private async Task<IEnumerable<string>> LinksOfAsync(string path, HttpResponseMessage response, List<string> astray)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/html")
        {
            return [];
        }

        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        astray.AddRange(site.AstrayIn(page).Select(place => $"{path}: {place}"));
        return page.QuerySelectorAll("[href]:not([rel~=nofollow]), [src]")
            .Select(element => (element.GetAttribute("href") ?? element.GetAttribute("src")!).Split('#')[0])
            .Where(link => link.StartsWith('/'));
    }
}
