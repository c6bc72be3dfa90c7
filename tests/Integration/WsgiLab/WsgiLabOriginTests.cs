using System.Net;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>Who may run a request for a visitor.</summary>
public sealed class WsgiLabOriginTests(WsgiSite site) : IClassFixture<WsgiSite>
{
    [Theory(DisplayName = "What the lab runs for a visitor no other site may ask for")]
    [InlineData("http://evil.test", "same-site")]
    [InlineData("null", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, null)]
    public async Task RequestOfAnotherSite_WritesIntoNobodysGuestbook(string? origin, string? fetchSite)
    {
        using var response = await SignAsync(
            ("Cookie", "lw-visitor=victim"),
            ("Origin", origin),
            ("Sec-Fetch-Site", fetchSite)
        );
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory(DisplayName = "A program without cookies may run it, and so may the site's own page")]
    [InlineData("application/json", null, null, null)]
    [InlineData("text/html", null, null, null)]
    [InlineData("text/html", "lw-visitor=somebody", null, "same-origin")]
    public async Task RequestOfNobodysBrowser_Runs(string accept, string? cookie, string? origin, string? fetchSite)
    {
        using var response = await SignAsync(
            ("Accept", accept),
            ("Cookie", cookie),
            ("Origin", origin),
            ("Sec-Fetch-Site", fetchSite)
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(accept, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task FormOfThePage_BringsTheTokenThatABrowserWithoutOriginNeeds()
    {
        using var visit = await site.GetAsync("/en/labs/wsgi");
        var cookies = string.Join("; ", visit.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        var token = (await Site.ParseAsync(visit))
            .QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["app"] = "echo", ["__RequestVerificationToken"] = token }
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/labs/wsgi", UriKind.Relative))
        {
            Content = content,
        };
        request.Headers.Add("Cookie", cookies);
        using var response = await site.Browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Signs the guestbook through the lab, with what a browser or a program sends along.</summary>
    private async Task<HttpResponseMessage> SignAsync(params (string Name, string? Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["app"] = "flask",
                ["method"] = "POST",
                ["path"] = "/",
            }
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/labs/wsgi", UriKind.Relative))
        {
            Content = content,
        };
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await site.Browser.SendAsync(request);
    }
}
