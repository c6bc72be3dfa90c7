using System.ComponentModel.DataAnnotations;
using LearnWeb.Http.HttpBin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Controllers;

/// <summary>Freshness, validators and header fields of one's own.</summary>
public sealed class BinCacheController(TimeProvider clock) : BinController
{
    /// <summary>304 to any condition, the echo otherwise.</summary>
    [HttpGet("/bin/cache")]
    public async Task<IActionResult> Conditional()
    {
        Response.Headers.CacheControl = "private, no-cache";
        if (Request.Headers.IfModifiedSince.Count > 0 || Request.Headers.IfNoneMatch.Count > 0)
        {
            return Bare(StatusCodes.Status304NotModified);
        }

        Response.Headers.LastModified = HeaderUtilities.FormatDate(clock.GetUtcNow());
        Response.Headers.ETag = $"\"{Guid.NewGuid():N}\"";
        return await Echo();
    }

    /// <param name="n">For how many seconds the answer stays fresh.</param>
    [HttpGet("/bin/cache/{n}")]
    public async Task<IActionResult> Fresh([Range(0, int.MaxValue)] int n)
    {
        Response.Headers.CacheControl = FormattableString.Invariant($"public, max-age={n}");
        Response.Headers.Vary = "Cookie, Authorization"; // the echo shows both: no shared cache may mix them up
        return await Echo();
    }

    /// <summary>A resource with the entity tag that its address says, without quotes.</summary>
    [HttpGet("/bin/etag/{etag}")]
    public async Task<IActionResult> Tagged()
    {
        var etag = Decoded("etag");
        if (!EntityTags.IsOpaque(etag))
        {
            return Refuse("An entity tag has visible US-ASCII characters other than \" (RFC 9110 §8.8.3).");
        }

        Response.Headers.CacheControl = "private, no-cache";
        Response.Headers.ETag = $"\"{etag}\"";
        if (Request.Headers.IfMatch.Count > 0 && !EntityTags.Contains(Request.Headers.IfMatch, etag, strong: true))
        {
            return Bare(StatusCodes.Status412PreconditionFailed);
        }

        return EntityTags.Contains(Request.Headers.IfNoneMatch, etag, strong: false)
            ? Bare(StatusCodes.Status304NotModified)
            : await Echo();
    }

    /// <summary>Sets the header fields of the query and shows all fields of the response.</summary>
    [AcceptVerbs("GET", "POST", Route = "/bin/response-headers")]
    public IActionResult ResponseHeaders()
    {
        if (FormFields.Read(Query) is not { } fields)
        {
            return Refuse($"At most {FormFields.Most} fields.");
        }

        if (
            fields
                .Select(field => ResponseFields.WhyNot(field.Key, field.Value))
                .FirstOrDefault(why => why is not null) is
            { } reason
        )
        {
            return Refuse(reason);
        }

        if (WhyNotSet(fields.Where(IsCookie).Select(field => field.Value).ToList()) is { } refusal)
        {
            return refusal;
        }

        fields =
        [
            .. fields.Select(field =>
                IsCookie(field) ? KeyValuePair.Create(field.Key, $"{field.Value}; path={Within("/bin")}") : field
            ),
        ];
        var (shown, type) = Shown(fields);
        foreach (
            var group in fields
                .Where(field => !IsType(field.Key))
                .ToLookup(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase)
        )
        {
            Response.Headers[group.Key] = group.ToArray();
        }

        return new BinAnswer(shown, type);
    }

    private IActionResult? WhyNotSet(List<string> cookies) =>
        cookies.Select(BinCookies.WhyNotField).FirstOrDefault(why => why is not null) is { } reason ? Refuse(reason)
        : cookies.Count > 0 ? BinCookiePolicy.WhyNot(Request, [.. cookies.Select(BinCookies.NameOf)])
        : null;

    private static bool IsCookie(KeyValuePair<string, string> field) =>
        field.Key.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase);

    /// <summary>The body tells its own length, and so is made again until that is true.</summary>
    private static (byte[] Body, string Type) Shown(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var type = fields.LastOrDefault(field => IsType(field.Key)).Value ?? "application/json";
        var body = Array.Empty<byte>();
        int length;
        do
        {
            length = body.Length;
            var shown = BinJson.Of(
                ("Content-Length", FormattableString.Invariant($"{length}")),
                ("Content-Type", type)
            );
            foreach (
                var group in fields
                    .Where(field => !IsType(field.Key))
                    .GroupBy(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase)
            )
            {
                shown[group.Key] = group.ToList() is [var only] ? only : group.ToList();
            }

            body = BinJson.Write(shown);
        } while (body.Length != length);
        return (body, type);
    }

    private static bool IsType(string name) => name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);

    private Task<IActionResult> Echo() => EchoAsync("args", "headers", "origin", "url");
}
