using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnWeb.Models.Bin;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>Every endpoint once: its status, its type, and something that only it says.</summary>
public sealed class BinRouteTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string, string, int, string?, string> Endpoints { get; } =
        new()
        {
            { "GET", "/bin/get?b=1&a=2&b=3", 200, "application/json", "\"b\": [\n      \"1\",\n      \"3\"\n    ]" },
            { "POST", "/bin/post", 200, "application/json", "\"files\": {}" },
            { "PUT", "/bin/put", 200, "application/json", "\"json\": null" },
            { "PATCH", "/bin/patch", 200, "application/json", "\"form\": {}" },
            { "DELETE", "/bin/delete", 200, "application/json", "\"data\": \"\"" },
            { "GET", "/bin/anything", 200, "application/json", "\"method\": \"GET\"" },
            { "TRACE", "/bin/anything/a/b%20c?d", 200, "application/json", "/bin/anything/a/b%20c?d\"" },
            { "GET", "/bin/headers", 200, "application/json", "\"Host\": \"localhost\"" },
            { "GET", "/bin/ip", 200, "application/json", "\"origin\": " },
            { "GET", "/bin/user-agent", 200, "application/json", "\"user-agent\": null" },
            { "GET", "/bin/status/204", 204, null, "" },
            { "POST", "/bin/status/599", 599, null, "" },
            { "GET", "/bin/status/418", 418, "text/plain", "teapot" },
            { "GET", "/bin/status/406", 406, "application/json", "image/webp" },
            { "GET", "/bin/status/500:0,404:1", 404, null, "" },
            { "GET", "/bin/status/nope", 400, "application/json", "Invalid status code" },
            { "GET", "/bin/status/101", 400, "application/json", "Invalid status code" },
            { "GET", "/bin/redirect/3", 302, null, "" },
            { "GET", "/bin/redirect/0", 400, "application/json", "\"status_code\": 400" },
            { "GET", "/bin/relative-redirect/1", 302, null, "" },
            { "GET", "/bin/absolute-redirect/2", 302, null, "" },
            { "GET", "/bin/redirect-to?url=/bin/get", 302, null, "" },
            { "GET", "/bin/cookies", 200, "application/json", "\"cookies\": {}" },
            { "GET", "/bin/cookies/set?a=1", 302, null, "" },
            { "GET", "/bin/cookies/set/a/1", 302, null, "" },
            { "GET", "/bin/cookies/delete?a", 302, null, "" },
            { "GET", "/bin/basic-auth/u/p", 401, null, "" },
            { "GET", "/bin/hidden-basic-auth/u/p", 404, null, "" },
            { "GET", "/bin/digest-auth/auth/u/p", 401, null, "" },
            { "GET", "/bin/digest-auth/auth/u/p/SHA-256", 401, null, "" },
            { "GET", "/bin/digest-auth/auth/u/p/MD5/never", 401, null, "" },
            { "GET", "/bin/bearer", 401, null, "" },
            { "GET", "/bin/cache", 200, "application/json", "\"args\": {}" },
            { "GET", "/bin/cache/60", 200, "application/json", "\"args\": {}" },
            { "GET", "/bin/etag/abc", 200, "application/json", "\"args\": {}" },
            { "GET", "/bin/etag/%22", 400, "application/json", "RFC 9110" },
            { "POST", "/bin/response-headers?X-Mine=1", 200, "application/json", "\"X-Mine\": \"1\"" },
            {
                "GET",
                "/bin/response-headers?Content-Type=text/plain;charset=utf-8",
                200,
                "text/plain",
                "\"Content-Type\": \"text/plain;charset=utf-8\""
            },
            { "GET", "/bin/range/30", 200, "application/octet-stream", "abcdefghijklmnopqrstuvwxyzabcd" },
            { "GET", "/bin/range/0", 404, "application/json", "number of bytes" },
            { "GET", "/bin/range/102401", 404, "application/json", "number of bytes" },
            { "GET", "/bin/encoding/utf8", 200, "text/html", "跟着一个请求走到底" },
            { "GET", "/bin/html", 200, "text/html", "Herman Melville - Moby-Dick" },
            { "GET", "/bin/json", 200, "application/json", "slideshow" },
            { "GET", "/bin/xml", 200, "application/xml", "<slideshow" },
            { "GET", "/bin/robots.txt", 200, "text/plain", "Disallow" },
            { "GET", "/bin/deny", 200, "text/plain", "YOU SHOULDN'T BE HERE" },
            { "GET", "/bin/image", 200, "image/png", "PNG" },
            { "GET", "/bin/image/png", 200, "image/png", "PNG" },
            { "GET", "/bin/image/jpeg", 200, "image/jpeg", "JFIF" },
            { "GET", "/bin/image/webp", 200, "image/webp", "WEBP" },
            { "GET", "/bin/image/svg", 200, "image/svg+xml", "<svg" },
            { "GET", "/bin/uuid", 200, "application/json", "\"uuid\": " },
            { "GET", "/bin/base64/TGVhcm5XZWI=", 200, "text/plain", "LearnWeb" },
            { "GET", "/bin/base64/_-8", 200, "application/octet-stream", "" },
            { "GET", "/bin/base64/PHNjcmlwdD4=", 200, "text/plain", "<script>" },
            { "GET", "/bin/base64/!", 400, "application/json", "Not Base64" },
            { "GET", "/bin/links/3", 302, null, "" },
            {
                "GET",
                "/bin/links/3/1",
                200,
                "text/html",
                "<a href='/bin/links/3/0'>0</a> 1 <a href='/bin/links/3/2'>2</a> "
            },
            { "GET", "/bin/forms/post", 200, "text/html", "action=\"../post\"" },
            { "GET", "/bin/stream/2", 200, "application/json", "\"id\":1" },
            { "GET", "/bin/stream-bytes/10?seed=1&chunk_size=3", 200, "application/octet-stream", "" },
            { "GET", "/bin/bytes/10?seed=1", 200, "application/octet-stream", "" },
            { "GET", "/bin/bytes/10?seed=one", 400, "application/json", "seed" },
            { "GET", "/bin/drip?duration=0&numbytes=3&code=201", 201, "application/octet-stream", "***" },
            { "GET", "/bin/drip?numbytes=0", 400, "application/json", "positive" },
            { "GET", "/bin/drip?code=204", 400, "application/json", "body" },
            { "PUT", "/bin/delay/0", 200, "application/json", "\"url\": \"http://localhost/bin/delay/0\"" },
            { "GET", "/bin/delay/soon", 400, "application/json", "soon" },
            { "GET", "/bin/nope", 404, "application/json", "\"error\": \"Not Found\"" },
            { "POST", "/bin/get", 405, "application/json", "\"status_code\": 405" },
        };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Endpoint_AnswersAsHttpbinDoes_AndSafely(
        string method,
        string path,
        int status,
        string? mediaType,
        string part
    )
    {
        using var response = await site.SendAsync(new HttpMethod(method), path);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(part, body, StringComparison.Ordinal);
        Assert.Equal(mediaType is null, body.Length == 0);
        AssertSafe(response);
    }

    public static TheoryData<string, int, string?> Gettable { get; } =
    [
        .. Endpoints
            .Where(row => row.Data.Item1 == "GET")
            .Select(row => (row.Data.Item2, row.Data.Item3, row.Data.Item4)),
    ];

    [Theory(DisplayName = "HEAD is answered where GET is")]
    [MemberData(nameof(Gettable))]
    public async Task Head_IsAnsweredAsGet(string path, int status, string? mediaType)
    {
        using var response = await site.SendAsync(HttpMethod.Head, path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        AssertSafe(response);
    }

    [Fact]
    public async Task Description_IsTheSameForEverybody_WhateverHostWasAskedFor()
    {
        using var own = await site.GetAsync("/openapi/v1.json");
        using var other = await site.GetAsync("/openapi/v1.json", ("Host", "other.test"));

        Assert.Equal(await own.Content.ReadAsStringAsync(), await other.Content.ReadAsStringAsync());
        Assert.NotNull(own.Headers.ETag);
    }

    [Fact]
    public async Task EveryCataloguedEndpoint_IsRouted_Described_AndTested()
    {
        using var answer = await site.GetAsync("/openapi/v1.json");
        using var description = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var paths = description
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .Where(path => path.Name.StartsWith("/bin", StringComparison.Ordinal))
            .ToList();
        var catalogued = BinCatalog.Groups.SelectMany(group => group.Endpoints).ToList();
        var tested = Endpoints
            .Select(row => row.Data.Item2.Split('?')[0])
            .Append("/bin/gzip")
            .Append("/bin/deflate")
            .Append("/bin/brotli")
            .ToList();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(catalogued.Select(endpoint => endpoint.Template).Order(), paths.Select(path => path.Name).Order());
        AssertEach.Of(
            paths.SelectMany(path => path.Value.EnumerateObject()),
            operation => Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!)
        );
        AssertEach.Of(
            catalogued,
            endpoint =>
                Assert.Contains(
                    tested,
                    path =>
                        Regex.IsMatch(
                            path,
                            "^" + Regex.Replace(Regex.Escape(endpoint.Template), @"\\\{[^}]*}", "[^/]+(/.*)?") + "$"
                        )
                )
        );
    }

    [Theory]
    [InlineData("zh", "回显端点 /bin")]
    [InlineData("en", "Echo endpoints /bin")]
    public async Task Index_ListsEveryEndpointWithACommand(string language, string title)
    {
        var page = await site.PageAsync($"/{language}/bin");

        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        var rows = page.QuerySelectorAll("tbody tr").Select(row => row.TextContent).ToList();
        AssertEach.Of(
            BinCatalog.Groups.SelectMany(group => group.Endpoints),
            endpoint =>
                Assert.Contains(
                    rows,
                    row =>
                        row.Contains(endpoint.Template, StringComparison.Ordinal)
                        && row.Contains(
                            $"curl {endpoint.Options}'http://localhost{endpoint.Example}'",
                            StringComparison.Ordinal
                        )
                )
        );
    }

    [Theory]
    [InlineData("en-GB,zh;q=0.5", "/en/bin")]
    [InlineData("fr", "/zh/bin")]
    public async Task Prefix_LeadsToTheIndexInTheNegotiatedLanguage(string accept, string expected)
    {
        using var response = await site.GetAsync("/bin", ("Accept-Language", accept));

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location?.ToString());
        Assert.Contains("Accept-Language", response.Headers.Vary);
        AssertSafe(response);
    }

    internal static void AssertSafe(HttpResponseMessage response)
    {
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox allow-forms", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-scripts", policy, StringComparison.Ordinal);
        Assert.NotNull(response.Headers.CacheControl);
    }
}
