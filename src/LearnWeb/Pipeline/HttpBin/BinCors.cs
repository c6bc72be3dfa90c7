using LearnWeb.Http;

namespace LearnWeb.Pipeline;

/// <summary>
/// Lets any site's scripts read <c>/bin</c> (Fetch Standard, "CORS protocol"): trying that from another page is what it
/// is used for. Never with credentials: docs/decisions/cors.md.
/// </summary>
internal static class BinCors
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /// <summary>How long a browser may keep the answer to a preflight, in seconds; an hour, as in httpbin.</summary>
    private const string MaxAge = "3600";

    /// <summary>The most field names that one preflight asks for.</summary>
    private const int MostNames = 100;

    public static void Allow(HttpContext context)
    {
        var (request, allowed) = (context.Request.Headers, context.Response.Headers);
        allowed.AccessControlAllowOrigin = "*";
        allowed.AccessControlExposeHeaders = "*";
        if (HttpMethods.IsOptions(context.Request.Method) && request.AccessControlRequestMethod.Count > 0)
        {
            allowed.AccessControlAllowMethods = Methods;
            allowed.AccessControlMaxAge = MaxAge;
            allowed.AccessControlAllowHeaders = NamesIn(request.AccessControlRequestHeaders.ToString());
        }
    }

    /// <summary>
    /// The field names that are asked for: said one by one, since <c>*</c> does not stand for Authorization.
    /// </summary>
    private static string? NamesIn(string list)
    {
        var names = list.Split(
            ',',
            MostNames + 1,
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        return names.Length is > 0 and <= MostNames && names.All(Tokens.IsToken) ? string.Join(", ", names) : null;
    }
}
