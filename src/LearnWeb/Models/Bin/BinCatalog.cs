namespace LearnWeb.Models.Bin;

/// <summary>One endpoint as the index page and the OpenAPI document describe it.</summary>
/// <param name="Key">Its words are in the resources under <c>Bin-&lt;Key&gt;</c>.</param>
/// <param name="Template">The path, variable parts in braces.</param>
/// <param name="Example">A target to try: a path with its query.</param>
/// <param name="Options">Further options of the curl command, each with a space after it.</param>
/// <param name="Opens">Whether the example is worth opening in a browser.</param>
public sealed record BinEndpoint(string Key, string Template, string Example, string Options = "", bool Opens = false)
{
    public string Summary(UiStrings words) => words[$"Bin-{Key}"];
}

/// <summary>Endpoints on one subject; its words are in the resources under <c>Bin-Group-&lt;Key&gt;</c>.</summary>
public sealed record BinGroup(string Key, IReadOnlyList<BinEndpoint> Endpoints);

/// <summary>Everything under <c>/bin</c>; a test compares it with what is routed.</summary>
public static class BinCatalog
{
    public static IReadOnlyList<BinGroup> Groups { get; } =
    [
        new(
            "Echo",
            [
                new("get", "/bin/get", "/bin/get?a=1&a=2&b=%E4%B8%AD", Opens: true),
                new("post", "/bin/post", "/bin/post", "-d 'a=1&b=2' "),
                new("put", "/bin/put", "/bin/put", "-X PUT -H 'Content-Type: application/json' -d '{\"a\":1}' "),
                new("patch", "/bin/patch", "/bin/patch", "-X PATCH -d 'a=1' "),
                new("delete", "/bin/delete", "/bin/delete", "-X DELETE "),
                new("anything", "/bin/anything", "/bin/anything", "-H 'Transfer-Encoding: chunked' -d 'in chunks' "),
                new("anything-below", "/bin/anything/{any}", "/bin/anything/a/b?c=1", Opens: true),
                new("headers", "/bin/headers", "/bin/headers", "-H 'X-Mine: 1' ", Opens: true),
                new("ip", "/bin/ip", "/bin/ip", Opens: true),
                new("user-agent", "/bin/user-agent", "/bin/user-agent", Opens: true),
            ]
        ),
        new(
            "Status",
            [
                new("status", "/bin/status/{codes}", "/bin/status/200:0.9,500:0.1", "-i "),
                new("redirect", "/bin/redirect/{n}", "/bin/redirect/3", "-iL "),
                new("relative-redirect", "/bin/relative-redirect/{n}", "/bin/relative-redirect/2", "-iL "),
                new("absolute-redirect", "/bin/absolute-redirect/{n}", "/bin/absolute-redirect/2", "-iL "),
                new("redirect-to", "/bin/redirect-to", "/bin/redirect-to?url=/bin/get&status_code=307", "-i "),
            ]
        ),
        new(
            "Cookies",
            [
                new("cookies", "/bin/cookies", "/bin/cookies", "-b 'a=1' ", Opens: true),
                new("cookies-set", "/bin/cookies/set", "/bin/cookies/set?a=1&b=2", "-iL -c - "),
                new("cookies-set-one", "/bin/cookies/set/{name}/{value}", "/bin/cookies/set/a/1", "-i "),
                new("cookies-delete", "/bin/cookies/delete", "/bin/cookies/delete?a", "-i "),
            ]
        ),
        new(
            "Auth",
            [
                new("basic-auth", "/bin/basic-auth/{user}/{passwd}", "/bin/basic-auth/me/secret", "-i -u me:secret "),
                new(
                    "hidden-basic-auth",
                    "/bin/hidden-basic-auth/{user}/{passwd}",
                    "/bin/hidden-basic-auth/me/secret",
                    "-i -u me:secret "
                ),
                new(
                    "digest-auth",
                    "/bin/digest-auth/{qop}/{user}/{passwd}",
                    "/bin/digest-auth/auth/me/secret",
                    "-i --digest -u me:secret "
                ),
                new(
                    "digest-auth-algorithm",
                    "/bin/digest-auth/{qop}/{user}/{passwd}/{algorithm}",
                    "/bin/digest-auth/auth/me/secret/SHA-256",
                    "-i --digest -u me:secret "
                ),
                new(
                    "digest-auth-stale",
                    "/bin/digest-auth/{qop}/{user}/{passwd}/{algorithm}/{stale_after}",
                    "/bin/digest-auth/auth/me/secret/MD5/2",
                    "-i --digest -u me:secret -b '' "
                ),
                new("bearer", "/bin/bearer", "/bin/bearer", "-i -H 'Authorization: Bearer abc' "),
            ]
        ),
        new(
            "Cache",
            [
                new("cache", "/bin/cache", "/bin/cache", "-i -H 'If-None-Match: \"x\"' "),
                new("cache-n", "/bin/cache/{n}", "/bin/cache/60", "-i ", Opens: true),
                new("etag", "/bin/etag/{etag}", "/bin/etag/abc", "-i -H 'If-None-Match: \"abc\"' "),
                new(
                    "response-headers",
                    "/bin/response-headers",
                    "/bin/response-headers?X-Mine=1&X-Mine=2",
                    "-i ",
                    Opens: true
                ),
                new("range", "/bin/range/{n}", "/bin/range/100", "-i -H 'Range: bytes=10-19' "),
            ]
        ),
        new(
            "Content",
            [
                new("gzip", "/bin/gzip", "/bin/gzip", "--compressed ", Opens: true),
                new("deflate", "/bin/deflate", "/bin/deflate", "--compressed ", Opens: true),
                new("brotli", "/bin/brotli", "/bin/brotli", "--compressed "),
                new("utf8", "/bin/encoding/utf8", "/bin/encoding/utf8", Opens: true),
                new("html", "/bin/html", "/bin/html", Opens: true),
                new("json", "/bin/json", "/bin/json", Opens: true),
                new("xml", "/bin/xml", "/bin/xml", Opens: true),
                new("robots", "/bin/robots.txt", "/bin/robots.txt", Opens: true),
                new("deny", "/bin/deny", "/bin/deny", Opens: true),
                new("image", "/bin/image", "/bin/image", "-H 'Accept: image/svg+xml' ", Opens: true),
                new("image-png", "/bin/image/png", "/bin/image/png", "-o image.png ", Opens: true),
                new("image-jpeg", "/bin/image/jpeg", "/bin/image/jpeg", "-o image.jpeg ", Opens: true),
                new("image-webp", "/bin/image/webp", "/bin/image/webp", "-o image.webp ", Opens: true),
                new("image-svg", "/bin/image/svg", "/bin/image/svg", Opens: true),
                new("uuid", "/bin/uuid", "/bin/uuid", Opens: true),
                new("base64", "/bin/base64/{value}", "/bin/base64/TGVhcm5XZWI=", Opens: true),
                new("links", "/bin/links/{n}", "/bin/links/10", "-iL "),
                new("links-m", "/bin/links/{n}/{m}", "/bin/links/3/0", Opens: true),
                new("forms-post", "/bin/forms/post", "/bin/forms/post", Opens: true),
            ]
        ),
        new(
            "Stream",
            [
                new("stream", "/bin/stream/{n}", "/bin/stream/3", "-N ", Opens: true),
                new(
                    "stream-bytes",
                    "/bin/stream-bytes/{n}",
                    "/bin/stream-bytes/1000?seed=1&chunk_size=100",
                    "-o bytes "
                ),
                new("bytes", "/bin/bytes/{n}", "/bin/bytes/1000?seed=1", "-o bytes "),
                new("drip", "/bin/drip", "/bin/drip?numbytes=5&duration=5&delay=1", "-iN "),
                new("delay", "/bin/delay/{n}", "/bin/delay/2", "-i "),
            ]
        ),
    ];

    private static readonly Dictionary<string, BinEndpoint> ByTemplate = Groups
        .SelectMany(group => group.Endpoints)
        .ToDictionary(endpoint => endpoint.Template, StringComparer.Ordinal);

    /// <summary>The endpoint with this path template, or <c>null</c>.</summary>
    public static BinEndpoint? Find(string template) => ByTemplate.GetValueOrDefault(template);
}
