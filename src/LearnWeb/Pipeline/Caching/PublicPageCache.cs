using System.Collections.Concurrent;
using LearnWeb.Hosting;
using LearnWeb.Models.Notes;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Pipeline;

/// <summary>
/// Keeps public pages in memory by path, content coding, which security headers can hold, and which of the site's own
/// names they are asked by, since links that have to be absolute name it; not by query, and not by any other Host. A
/// new version of the content forgets them all. Why not the framework's output cache: docs/decisions/public-pages.md.
/// </summary>
internal sealed class PublicPageCache(
    NoteLibrary library,
    SiteSettings site,
    SiteAddress address,
    IResponseCompressionProvider codings
)
{
    /// <summary>The most that is kept, in bytes of bodies; beyond it pages are made anew for each request.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>The most values of Accept-Encoding that are remembered: browsers send a handful.</summary>
    private const int MostWishes = 64;

    private readonly ConcurrentDictionary<string, string> _codingByWish = new(StringComparer.Ordinal);
    private volatile Edition _edition = new("");

    /// <summary>The page that answers this request, if it is kept.</summary>
    public KeptPage? Find(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && IsUnderOwnSubPath(request)
            ? Current().Pages.GetValueOrDefault(KeyOf(request))
            : null;

    /// <summary>Runs the rest of the pipeline, sends what it made and keeps it for the next visitor.</summary>
    public async Task MakeAsync(HttpContext context, RequestDelegate next)
    {
        var edition = Current();
        var response = context.Response;
        var outer = response.Body;
        using var made = new MemoryStream();
        response.Body = made;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = outer;
        }

        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.ContainsKey(HeaderNames.SetCookie))
        {
            made.Position = 0;
            await made.CopyToAsync(outer, context.RequestAborted);
            return;
        }

        var page = new KeptPage(response.Headers, made.ToArray());
        if (
            IsPlain(context.Request.Path)
            && IsUnderOwnSubPath(context.Request)
            && Interlocked.Add(ref edition.Bytes, page.Length) <= MostBytes
        )
        {
            edition.Pages[KeyOf(context.Request)] = page;
        }

        await page.SendAsync(context);
    }

    private Edition Current()
    {
        var version = library.Current.Version;
        var edition = _edition;
        return edition.Version == version ? edition : _edition = new Edition(version);
    }

    private Key KeyOf(HttpRequest request) =>
        new(
            request.Path.Value ?? "",
            CodingFor(request),
            SecurityHeaders.VariantFor(request),
            address.VariantFor(request)
        );

    /// <summary>
    /// The content coding of the response. Remembered: to parse the field costs as much as all else that a kept page
    /// needs.
    /// </summary>
    private string CodingFor(HttpRequest request)
    {
        if (request.Headers.AcceptEncoding.ToString() is not { Length: > 0 } wish)
        {
            return "";
        }

        if (!_codingByWish.TryGetValue(wish, out var coding))
        {
            coding = codings.GetCompressionProvider(request.HttpContext)?.EncodingName ?? "";
            if (_codingByWish.Count < MostWishes)
            {
                _codingByWish[wish] = coding;
            }
        }

        return coding;
    }

    /// <summary>
    /// A sub-path that only a field names may be another with each request: pages under it are made anew.
    /// </summary>
    private bool IsUnderOwnSubPath(HttpRequest request) =>
        string.Equals(request.PathBase.Value, site.SubPath, StringComparison.Ordinal);

    /// <summary>
    /// Routes match in any case and with a trailing slash; only the one plain spelling is worth memory.
    /// </summary>
    private static bool IsPlain(PathString path) => !path.Value!.EndsWith('/') && !path.Value.Any(char.IsUpper);

    private readonly record struct Key(string Path, string Coding, string Headers, string Host);

    private sealed class Edition(string version)
    {
        public long Bytes;

        public string Version { get; } = version;

        public ConcurrentDictionary<Key, KeptPage> Pages { get; } = new();
    }
}
