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

/// <summary>What the answers under <c>/bin</c> say and set.</summary>
public sealed class BinAnswerTests(Site site) : IClassFixture<Site>
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Json_IsSortedAndIndentedByTwo()
    {
        using var response = await site.GetAsync("/bin/get?b=%E4%B8%AD&a=<&c");

        Assert.Equal(
            "{\n  \"args\": {\n    \"a\": \"<\",\n    \"b\": \"中\",\n    \"c\": \"\"\n  },\n  \"headers\": {\n    \"Host\": \"localhost\"\n  },\n"
                + "  \"origin\": \"\",\n  \"url\": \"http://localhost/bin/get?b=%E4%B8%AD&a=%3C&c\"\n}\n",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task OwnCookies_AreMaskedInTheEcho_AndAbsentFromTheList()
    {
        const string Sent = "a=1; lw-session=secret; __Host-lw-session=top; LW-x=y; .AspNetCore.C=z; b=lw-session=no";
        using var echo = await site.GetAsync("/bin/anything", ("Cookie", Sent), ("Authorization", "Bearer shown"));
        using var list = await site.GetAsync("/bin/cookies", ("Cookie", Sent));

        var headers = (await JsonAsync(echo)).GetProperty("headers");
        Assert.Equal("a=1; lw-session=******; __Host-lw-session=***; LW-x=*; .AspNetCore.C=*; b=lw-session=no", headers.GetProperty("Cookie").GetString());
        Assert.Equal("Bearer shown", headers.GetProperty("Authorization").GetString());
        Assert.Equal(["a", "b"], (await JsonAsync(list)).GetProperty("cookies").EnumerateObject().Select(cookie => cookie.Name));
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

    [Theory]
    [InlineData("/bin/redirect/3", "/bin/relative-redirect/2")]
    [InlineData("/bin/redirect/3?absolute=true", "http://localhost/bin/absolute-redirect/2")]
    [InlineData("/bin/redirect/1", "/bin/get")]
    [InlineData("/bin/absolute-redirect/1", "http://localhost/bin/get")]
    [InlineData("/bin/redirect-to?url=/zh", "/zh")]
    [InlineData("/bin/redirect-to?url=get%3Fa=1%23b", "/bin/get?a=1#b")]
    [InlineData("/bin/redirect-to?url=http://localhost/zh", "/zh")]
    [InlineData("/bin/links/5", "/bin/links/5/0")]
    [InlineData("/bin/status/301", "/bin/redirect/1")]
    public async Task Redirection_LeadsIntoTheSite(string path, string location)
    {
        using var response = await site.GetAsync(path);

        Assert.InRange((int)response.StatusCode, 301, 302);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("307", 307)]
    [InlineData("200", 302)]
    public async Task RedirectTo_TakesAStatusOfItsClass(string asked, int expected)
    {
        using var response = await site.SendAsync(HttpMethod.Post, $"/bin/redirect-to?url=/bin/post&status_code={asked}");

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://localhost/")]
    [InlineData("http://localhost:81/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/bin/get\r\nX-Evil: 1")]
    [InlineData(" //evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/x/..//evil.example")]
    [InlineData("http://localhost@evil.example/")]
    [InlineData("http://evil@localhost/")]
    [InlineData("http://localhost//evil.example")]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("http:///evil.example")]
    [InlineData("")]
    public async Task RedirectTo_RefusesEveryWayOut(string url)
    {
        using var response = await site.GetAsync("/bin/redirect-to?url=" + Uri.EscapeDataString(url));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task RedirectTo_LeadsToHostsThatTheOperatorNamed()
    {
        await using var open = new OpenSite();

        using var named = await open.GetAsync("/bin/redirect-to?url=https://friend.example/a");
        using var port = await open.GetAsync("/bin/redirect-to?url=http://other.example:8080/");
        using var elsewhere = await open.GetAsync("/bin/redirect-to?url=http://friend.example:81/");

        Assert.Equal("https://friend.example/a", named.Headers.Location?.OriginalString);
        Assert.Equal("http://other.example:8080/", port.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("Set-Cookie=a")]
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
        var shown = await JsonAsync(response);

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
    public async Task Form_Files_AndBytes_AreTakenApart()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("1"), "a" },
            { new StringContent("2"), "a" },
            { new StringContent("文字"), "f", "t.txt" },
            { new ByteArrayContent([0xff, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "g", "i.png" },
        };
        using var urlencoded = new FormUrlEncodedContent([new("b", "x y"), new("b", "&")]);
        using var bytes = new ByteArrayContent([0xff]);

        var multipart = await PostAsync(form);
        Assert.Equal("[\"1\",\"2\"]", Compact(multipart.GetProperty("form").GetProperty("a")));
        Assert.Equal("文字", multipart.GetProperty("files").GetProperty("f").GetString());
        Assert.Equal("data:image/png;base64,/wA=", multipart.GetProperty("files").GetProperty("g").GetString());
        Assert.Equal("{\"b\":[\"x y\",\"&\"]}", Compact((await PostAsync(urlencoded)).GetProperty("form")));
        Assert.Equal("data:application/octet-stream;base64,/w==", (await PostAsync(bytes)).GetProperty("data").GetString());
    }

    [Theory]
    [InlineData("{\"b\":1.50,\"a\":[true,null]}", "{\"a\":[true,null],\"b\":1.50}")]
    [InlineData("[1e400]", "[1e400]")]
    [InlineData("\"\\ud800\"", "null")]
    [InlineData("{", "null")]
    [InlineData("", "null")]
    public async Task JsonBody_IsParsed(string body, string json)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var echo = await PostAsync(content);

        Assert.Equal(json, Compact(echo.GetProperty("json")));
        Assert.Equal(body, echo.GetProperty("data").GetString());
    }

    [Fact]
    public async Task DeepJson_IsEchoedAsTextOnly()
    {
        using var content = new StringContent(new string('[', 64) + new string(']', 64));

        Assert.Equal(JsonValueKind.Null, (await PostAsync(content)).GetProperty("json").ValueKind);
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

    private async Task<JsonElement> PostAsync(HttpContent content)
    {
        using var response = await site.Browser.PostAsync(new Uri("/bin/post", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonAsync(response);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static string Compact(JsonElement element) =>
        JsonSerializer.Serialize(element, Relaxed);

    private sealed class OpenSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Bin:RedirectHosts", "friend.example, other.example:8080");
        }
    }
}
