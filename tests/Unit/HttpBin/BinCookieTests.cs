using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LearnWeb.Tests.Unit.Pages;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Unit.HttpBin;

/// <summary>Cookies under <c>/bin</c>: the caller's own, and never the site's.</summary>
public sealed class BinCookieTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task OwnCookies_AreMaskedInTheEcho_AndAbsentFromTheList()
    {
        const string Sent = "a=1; lw-session=secret; __Host-lw-session=top; LW-x=y; .AspNetCore.C=z; b=lw-session=no";
        using var echo = await site.GetAsync("/bin/anything", ("Cookie", Sent), ("Authorization", "Bearer shown"));
        using var list = await site.GetAsync("/bin/cookies", ("Cookie", Sent));

        var headers = (await Site.JsonAsync(echo)).GetProperty("headers");
        Assert.Equal("a=1; lw-session=******; __Host-lw-session=***; LW-x=*; .AspNetCore.C=*; b=lw-session=no", headers.GetProperty("Cookie").GetString());
        Assert.Equal("Bearer shown", headers.GetProperty("Authorization").GetString());
        Assert.Equal(["a", "b"], (await Site.JsonAsync(list)).GetProperty("cookies").EnumerateObject().Select(cookie => cookie.Name));
    }

    [Fact]
    public async Task Cookie_IsSetForThePrefixOnly_AndDeletedThere()
    {
        using var set = await site.GetAsync("/bin/cookies/set?a=1&b=%E4%B8%AD");
        using var deleted = await site.GetAsync("/bin/cookies/delete?a");

        Assert.Equal("/bin/cookies", set.Headers.Location?.ToString());
        Assert.Equal(["a=1; path=/bin; samesite=lax", "b=%E4%B8%AD; path=/bin; samesite=lax"], set.Headers.GetValues("Set-Cookie"));
        var gone = Assert.Single(deleted.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/bin", gone, StringComparison.Ordinal);
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
}
