using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>What an address or a form under <c>/bin</c> says, and how it is read.</summary>
public sealed class BinParameterTests(RealSite site) : IClassFixture<RealSite>
{
    [Theory]
    [InlineData("/bin/delay/1,5")]
    [InlineData("/bin/delay/NaN")]
    [InlineData("/bin/delay/Infinity")]
    [InlineData("/bin/delay/1e999")]
    [InlineData("/bin/delay/%EF%BC%91")] // a full-width digit
    [InlineData("/bin/drip?duration=0,5&numbytes=1")]
    [InlineData("/bin/drip?delay=0,2&duration=0&numbytes=1")]
    [InlineData("/bin/drip?numbytes=1,0&duration=0")]
    [InlineData("/bin/range/10?duration=0,3")]
    [InlineData("/bin/range/1,0")]
    [InlineData("/bin/bytes/ten")]
    [InlineData("/bin/bytes/-1")]
    [InlineData("/bin/bytes/99999999999")]
    [InlineData("/bin/stream/1.5")]
    [InlineData("/bin/cache/x")]
    [InlineData("/bin/links/x/0")]
    [InlineData("/bin/redirect/x")]
    [InlineData("/bin/redirect-to?url=/bin/get&status_code=abc")]
    public async Task NumberThatIsNone_Is400_AtOnce(string path)
    {
        using var answer = await site.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await Site.JsonAsync(answer)).GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("/bin/drip?duration=0.1&numbytes=1&delay=1e-1")]
    [InlineData("/bin/delay/-1")]
    [InlineData("/bin/delay/.1")]
    [InlineData("/bin/range/10?duration=%2B0.1")]
    public async Task NumberOfSeconds_IsTaken(string path)
    {
        using var answer = await site.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a%2fb%20c", "a/b c")]
    [InlineData("%E4%B8%AD", "中")]
    [InlineData("a+b", "a+b")]
    public async Task PasswordInTheAddress_IsDecodedOnce(string segment, string password)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(site.Browser.BaseAddress!, $"/bin/basic-auth/me/{segment}")
        );
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{password}"))
        );
        using var answer = await site.Browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/bin/etag/a%2Fb", "\"a/b\"")]
    [InlineData("/bin/etag/a%252Fb", "\"a%2Fb\"")]
    public async Task TagInTheAddress_IsDecodedOnce(string path, string tag)
    {
        using var answer = await site.GetAsync(path);
        Assert.Equal(tag, answer.Headers.ETag!.Tag);
    }

    [Theory]
    [InlineData("/bin/anything/a%2Fb")]
    [InlineData("/bin/anything/%2F")]
    [InlineData("/bin/anything%2Fa")]
    [InlineData("/bin/anything%2fa/b")]
    [InlineData("/bin/anything/a%5Cb%0Ac")]
    [InlineData("/bin/anything/%2e%2e%2Fx")]
    [InlineData("/bin/anything/a/../b")]
    [InlineData("/bin/anything/%ff")]
    [InlineData("/bin/anything//a//")]
    public async Task AnyEncodedPath_IsEchoed(string target)
    {
        var answer = await site.TalkAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\"url\": \"http://localhost{target}\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url=/bin/get&status_code=308", "", 308)]
    [InlineData("url=/bin/get", "?status_code=307", 307)]
    [InlineData("url=/bin/elsewhere", "?url=/bin/get", 302)]
    public async Task RedirectTo_ReadsAForm_WhereTheQuerySaysNothing(string form, string query, int status)
    {
        using var content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await site.Browser.PostAsync(
            new Uri(site.Browser.BaseAddress!, $"/bin/redirect-to{query}"),
            content
        );
        Assert.Equal((status, "/bin/get"), ((int)answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task RedirectTo_ReadsAMultipartForm()
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent("/bin/get"), "url" },
            { new StringContent("303"), "status_code" },
        };
        using var answer = await site.Browser.PostAsync(
            new Uri(site.Browser.BaseAddress!, "/bin/redirect-to"),
            content
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Theory]
    [InlineData("""a\"c""", "a\"c")]
    [InlineData("""a\\c""", "a\\c")]
    [InlineData("""C:\dir\x""", "C:\\dir\\x")]
    public async Task QuotedPair_InAMultipartName_IsResolved(string quoted, string name)
    {
        using var content = new ByteArrayContent(
            Encoding.UTF8.GetBytes($"--B\r\nContent-Disposition: form-data; name=\"{quoted}\"\r\n\r\n2\r\n--B--\r\n")
        );
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=B");
        using var answer = await site.Browser.PostAsync(new Uri(site.Browser.BaseAddress!, "/bin/post"), content);
        Assert.Equal("2", (await Site.JsonAsync(answer)).GetProperty("form").GetProperty(name).GetString());
    }
}
