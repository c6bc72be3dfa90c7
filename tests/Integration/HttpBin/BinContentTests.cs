using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>Fields asked for, conditions, ranges and codings.</summary>
public sealed class BinContentTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("Set-Cookie=lw-session=a")]
    [InlineData("Set-Cookie=a=1;%20Path=/")]
    [InlineData("Set-Cookie=a=1;%20domain=example.test")]
    [InlineData("Set-Cookie=a=1%0D%0AX:1")]
    [InlineData("content-security-policy=x")]
    [InlineData("Content-Security-Policy-Report-Only=x")]
    [InlineData("Content-Length=1")]
    [InlineData("Transfer-Encoding=chunked")]
    [InlineData("Connection=close")]
    [InlineData("Location=//evil.example")]
    [InlineData("Refresh=0")]
    [InlineData("Clear-Site-Data=*")]
    [InlineData("Access-Control-Allow-Origin=*")]
    [InlineData("Strict-Transport-Security=max-age=1")]
    [InlineData("X-Content-Type-Options=")]
    [InlineData("Service-Worker-Allowed=/")]
    [InlineData("Alt-Svc=h2=evil")]
    [InlineData("Content-Type=text/html")]
    [InlineData("Content-Type=text/javascript")]
    [InlineData("X-A=1%0D%0AX-Evil:1")]
    [InlineData("X-A=1%0AX-Evil:1")]
    [InlineData("X-A%0D%0AX-Evil=1")]
    [InlineData("X-A=%E4%B8%AD")]
    [InlineData("X%20A=1")]
    [InlineData("=1")]
    public async Task ResponseHeaders_RefusesWhatIsTheServersOwn(string query)
    {
        using var response = await site.GetAsync("/bin/response-headers?X-First=1&" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("X-First") || response.Headers.Contains("X-Evil"));
        BinRouteTests.AssertSafe(response);
    }

    [Fact]
    public async Task ResponseHeaders_AreSetAndShown()
    {
        using var response = await site.GetAsync("/bin/response-headers?X-Mine=1&x-mine=2&Cache-Control=max-age%3D5");
        var shown = await Site.JsonAsync(response);

        Assert.Equal(["1", "2"], response.Headers.GetValues("X-Mine"));
        Assert.Equal("max-age=5", response.Headers.CacheControl?.ToString());
        Assert.Equal(2, shown.GetProperty("X-Mine").GetArrayLength());
        Assert.Equal($"{response.Content.Headers.ContentLength}", shown.GetProperty("Content-Length").GetString());
    }

    [Theory]
    [InlineData("/bin/cache", "If-None-Match", "\"x\"", 304)]
    [InlineData("/bin/cache", "If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT", 304)]
    [InlineData("/bin/etag/abc", "If-None-Match", "\"x\", W/\"abc\"", 304)]
    [InlineData("/bin/etag/abc", "If-None-Match", "*", 304)]
    [InlineData("/bin/etag/abc", "If-None-Match", "\"ab\"", 200)]
    [InlineData("/bin/etag/abc", "If-Match", "\"abc\"", 200)]
    [InlineData("/bin/etag/abc", "If-Match", "W/\"abc\"", 412)]
    [InlineData("/bin/etag/abc", "If-Match", "\"x\"", 412)]
    [InlineData("/bin/range/30", "Range", "bytes=3-9", 206)]
    [InlineData("/bin/range/30", "Range", "bytes=-5", 206)]
    [InlineData("/bin/range/30", "Range", "bytes=30-", 416)]
    [InlineData("/bin/range/30", "Range", "bytes=0-1,3-4", 200)]
    [InlineData("/bin/image", "Accept", "text/html", 406)]
    [InlineData("/bin/image", "Accept", "image/webp;q=0.5, image/jpeg", 200)]
    [InlineData("/bin/basic-auth/me/secret", "Authorization", "Basic bWU6c2VjcmV0", 200)]
    [InlineData("/bin/hidden-basic-auth/me/secret", "Authorization", "Basic bWU6c2VjcmV0", 200)]
    [InlineData("/bin/hidden-basic-auth/me/secret", "Authorization", "Basic bWU6d3Jvbmc=", 404)]
    [InlineData("/bin/bearer", "Authorization", "Bearer abc", 200)]
    [InlineData("/bin/bearer", "Authorization", "Basic abc", 401)]
    public async Task Field_DecidesTheStatus(string path, string name, string value, int status)
    {
        using var response = await site.GetAsync(path, (name, value));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Part_SaysWhichItIs()
    {
        using var response = await site.GetAsync("/bin/range/30", ("Range", "bytes=3-9"), ("If-Range", "\"range30\""));
        using var changed = await site.GetAsync("/bin/range/30", ("Range", "bytes=3-9"), ("If-Range", "\"range31\""));

        Assert.Equal("defghij", await response.Content.ReadAsStringAsync());
        Assert.Equal("bytes 3-9/30", response.Content.Headers.ContentRange?.ToString());
        Assert.Equal("\"range30\"", response.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Theory]
    [InlineData("gzip", "gzip", "gzipped")]
    [InlineData("deflate", "deflate", "deflated")]
    [InlineData("brotli", "br", "brotli")]
    public async Task Coding_IsApplied(string path, string coding, string key)
    {
        using var response = await site.GetAsync($"/bin/{path}");
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = coding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => new ZLibStream(body, CompressionMode.Decompress),
        };

        Assert.Equal([coding], response.Content.Headers.ContentEncoding);
        Assert.True(JsonDocument.Parse(plain).RootElement.GetProperty(key).GetBoolean());
        BinRouteTests.AssertSafe(response);
    }

    [Fact]
    public async Task SameSeed_GivesTheSameBytes_AndNoMoreThanTheBound()
    {
        using var first = await site.GetAsync("/bin/bytes/1000000?seed=7");
        using var second = await site.GetAsync("/bin/stream-bytes/1000000?seed=7&chunk_size=1000");
        using var other = await site.GetAsync("/bin/bytes/1000000?seed=8");

        var bytes = await first.Content.ReadAsByteArrayAsync();
        Assert.Equal(100 * 1024, bytes.Length);
        Assert.Equal(bytes, await second.Content.ReadAsByteArrayAsync());
        Assert.NotEqual(bytes, await other.Content.ReadAsByteArrayAsync());
    }
}
