using LearnWeb.Http.HttpBin;

namespace LearnWeb.Pipeline;

/// <summary>Which cookies a request to <c>/bin</c> may set.</summary>
internal static class BinCookiePolicy
{
    /// <summary>Why these cookies are not set; <c>null</c> if they may be.</summary>
    /// <param name="names">Their names; <c>null</c> if there are too many to read.</param>
    public static BinError? WhyNot(HttpRequest request, IReadOnlyCollection<string>? names)
    {
        if (!IsSeen(request))
        {
            return new(
                StatusCodes.Status403Forbidden,
                "Another site may lead to cookies here, but not set them unseen."
            );
        }

        var here = request
            .Headers.Cookie.SelectMany(field => BinCookies.Read(field ?? ""))
            .Select(cookie => cookie.Key);
        var reason =
            names is null || here.Union(names).Count() > BinCookies.Most
                ? $"A browser may have {BinCookies.Most} cookies here; remove some first."
                : names.Select(BinCookies.WhyNot).FirstOrDefault(why => why is not null);
        return reason is null ? null : new(StatusCodes.Status400BadRequest, reason);
    }

    /// <summary>
    /// Whether the visitor sees what is asked for, as far as the browser says (Fetch Metadata Request Headers §2).
    /// </summary>
    private static bool IsSeen(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not "cross-site"
        || request.Headers["Sec-Fetch-Dest"].ToString() is "document";
}
