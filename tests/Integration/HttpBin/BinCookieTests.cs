using System.Net;
using LearnWeb.Http.HttpBin;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>Cookies under <c>/bin</c>: the caller's own, and never the site's.</summary>
public sealed class BinCookieTests(Site site) : IClassFixture<Site>
{
    private static readonly System.Text.Json.JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task OwnCookies_AreMaskedInTheEcho_AndAbsentFromTheList()
    {
        const string Sent = "a=1; lw-session=secret; __Host-lw-session=top; LW-x=y; .AspNetCore.C=z; b=lw-session=no";
        using var echo = await site.GetAsync("/bin/anything", ("Cookie", Sent), ("Authorization", "Bearer shown"));
        using var list = await site.GetAsync("/bin/cookies", ("Cookie", Sent));

        var headers = (await Site.JsonAsync(echo)).GetProperty("headers");
        Assert.Equal(
            "a=1; lw-session=******; __Host-lw-session=***; LW-x=*; .AspNetCore.C=*; b=lw-session=no",
            headers.GetProperty("Cookie").GetString()
        );
        Assert.Equal("Bearer shown", headers.GetProperty("Authorization").GetString());
        Assert.Equal(
            ["a", "b"],
            (await Site.JsonAsync(list)).GetProperty("cookies").EnumerateObject().Select(cookie => cookie.Name)
        );
    }

    [Fact]
    public async Task Cookie_IsSetForThePrefixOnly_AndDeletedThere()
    {
        using var set = await site.GetAsync("/bin/cookies/set?a=1&b=%E4%B8%AD");
        using var deleted = await site.GetAsync("/bin/cookies/delete?a");

        Assert.Equal("/bin/cookies", set.Headers.Location?.ToString());
        Assert.Equal(
            ["a=1; path=/bin; samesite=lax", "b=%E4%B8%AD; path=/bin; samesite=lax"],
            set.Headers.GetValues("Set-Cookie")
        );
        var gone = Assert.Single(deleted.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith(
            "a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; path=/bin",
            gone,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/bin/cookies/set?lw-session=x")]
    [InlineData("/bin/cookies/set?a=1&LW-visitor=x")]
    [InlineData("/bin/cookies/set?lw%252Dsession=x")]
    [InlineData("/bin/cookies/set/lw-session/x")]
    [InlineData("/bin/cookies/set/__Host-a/x")]
    [InlineData("/bin/cookies/set/__secure-a/x")]
    [InlineData("/bin/cookies/set/.AspNetCore.Antiforgery/x")]
    [InlineData("/bin/cookies/set?a%20b=x")]
    [InlineData("/bin/cookies/set?a%0D%0AX-Evil:%201=x")]
    [InlineData("/bin/cookies/set?a;b=x")]
    [InlineData("/bin/cookies/set?=x")]
    [InlineData("/bin/cookies/delete?lw-session")]
    public async Task ReservedOrMalformedCookieName_Is400AndSetsNothing(string path)
    {
        using var response = await site.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    /// <summary>What a <c>Cookie</c> field says, and what is shown of it.</summary>
    [Theory]
    [InlineData("emp=; k=2", """{"emp":"","k":"2"}""")]
    [InlineData("n=Li Lei; k=2", """{"k":"2","n":"Li Lei"}""")]
    [InlineData("j=a,b; k=2", """{"j":"a,b","k":"2"}""")]
    [InlineData("q=before\"after; k=2", """{"k":"2","q":"before\"after"}""")]
    [InlineData("o={\"a\":1}; k=2", """{"k":"2","o":"{\"a\":1}"}""")]
    [InlineData("q=\"in quotes\"", """{"q":"\"in quotes\""}""")]
    [InlineData("u=中; k=2", """{"k":"2","u":"中"}""")]
    [InlineData("p=C:\\x; k=2", """{"k":"2","p":"C:\\x"}""")]
    [InlineData("a[0]=1; x@y=2; z(=3; w{=4", """{"a[0]":"1","w{":"4","x@y":"2","z(":"3"}""")]
    [InlineData("A=1; a=2", """{"A":"1","a":"2"}""")]
    [InlineData("d=1; d=2", """{"d":["1","2"]}""")]
    [InlineData("e=%7B%41%7D; %41=b", """{"%41":"b","e":"%7B%41%7D"}""")]
    [InlineData("e=a=b", """{"e":"a=b"}""")]
    [InlineData("alone; k=2", """{"":"alone","k":"2"}""")]
    [InlineData("a=1;b=2;;  c = 3 ;", """{"a":"1","b":"2","c":"3"}""")]
    [InlineData("a=1, lw-session=secret; b=2", """{"a":"1, lw-session=******","b":"2"}""")]
    public async Task Cookies_AreShownAsTheyArrived(string sent, string shown)
    {
        using var answer = await site.GetAsync("/bin/cookies", ("Cookie", sent));
        Assert.Equal(
            shown,
            System.Text.Json.JsonSerializer.Serialize((await Site.JsonAsync(answer)).GetProperty("cookies"), Readable)
        );
    }

    [Theory]
    [InlineData("/bin/cookies/set?foo=%22bar:baz%22", "foo=\"bar:baz\"; path=/bin; samesite=lax")]
    [InlineData("/bin/cookies/set?a=Li+Lei,%20b%5Cc", "a=Li Lei, b\\c; path=/bin; samesite=lax")]
    [InlineData("/bin/cookies/set?a=%20x%3By%20", "a=%20x%3By%20; path=/bin; samesite=lax")]
    [InlineData("/bin/cookies/set?a=x%0D%0Ay", "a=x%0D%0Ay; path=/bin; samesite=lax")]
    [InlineData("/bin/cookies/set?a=", "a=; path=/bin; samesite=lax")]
    [InlineData("/bin/cookies/set/a/x%2Fy", "a=x%2Fy; path=/bin; samesite=lax")]
    [InlineData("/bin/response-headers?Set-Cookie=a=1;%20Max-Age=5", "a=1; Max-Age=5; path=/bin")]
    public async Task Value_IsSetAsItWasGiven_ButForWhatCouldNotComeBack(string path, string field)
    {
        using var answer = await site.GetAsync(path);
        Assert.Equal(field, Assert.Single(answer.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task MoreCookiesThanABrowserKeepsBesideOthers_AreRefused()
    {
        var many = string.Join('&', Enumerable.Range(0, BinCookies.Most + 1).Select(i => $"c{i}=1"));
        var there = string.Join("; ", Enumerable.Range(0, BinCookies.Most).Select(i => $"c{i}=1"));
        using var atOnce = await site.GetAsync($"/bin/cookies/set?{many}");
        using var oneMore = await site.GetAsync("/bin/cookies/set?another=1", ("Cookie", there));
        using var again = await site.GetAsync("/bin/cookies/set?c1=2", ("Cookie", there));
        using var fewer = await site.GetAsync("/bin/cookies/delete?c1", ("Cookie", there));
        using var byField = await site.GetAsync("/bin/response-headers?Set-Cookie=another%3D1", ("Cookie", there));

        Assert.Equal(
            [
                HttpStatusCode.BadRequest,
                HttpStatusCode.BadRequest,
                HttpStatusCode.Found,
                HttpStatusCode.Found,
                HttpStatusCode.BadRequest,
            ],
            [atOnce.StatusCode, oneMore.StatusCode, again.StatusCode, fewer.StatusCode, byField.StatusCode]
        );
    }

    [Theory]
    [InlineData("cross-site", "image", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "iframe", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "empty", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "document", HttpStatusCode.Found)]
    [InlineData("same-site", "image", HttpStatusCode.Found)]
    [InlineData("none", "document", HttpStatusCode.Found)]
    public async Task AnotherSite_SetsNoCookieUnseen(string from, string what, HttpStatusCode status)
    {
        using var answer = await site.GetAsync(
            "/bin/cookies/set?a=1",
            ("Sec-Fetch-Site", from),
            ("Sec-Fetch-Dest", what)
        );
        Assert.Equal(
            (status, status == HttpStatusCode.Found),
            (answer.StatusCode, answer.Headers.Contains("Set-Cookie"))
        );
    }
}
