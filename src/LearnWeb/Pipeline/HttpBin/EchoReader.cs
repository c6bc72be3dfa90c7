using LearnWeb.Http.HttpBin;

namespace LearnWeb.Pipeline;

/// <summary>Takes an <see cref="EchoTrace"/> of the request being handled.</summary>
internal static class EchoReader
{
    /// <summary>
    /// Reads the whole request. Throws <see cref="BadHttpRequestException"/>, which becomes the answer, when
    /// <see cref="WholeBody"/> does, or there is more in it than is taken apart (413).
    /// </summary>
    public static async Task<EchoTrace> ReadAsync(HttpContext context)
    {
        var body = await WholeBody.ReadAsync(context);
        var request = context.Request;
        var echo = new EchoRequest(
            request.Method,
            UrlOf(context),
            request.QueryString.HasValue ? request.QueryString.Value![1..] : null,
            OriginOf(context),
            from header in request.Headers
            from line in header.Value
            select new KeyValuePair<string, string>(header.Key, line ?? ""),
            request.ContentType,
            body
        );
        return EchoTrace.Of(echo)
            ?? throw new BadHttpRequestException(EchoTrace.Bounds, StatusCodes.Status413PayloadTooLarge);
    }

    /// <summary>The address of the TCP peer, or what a known proxy said it was.</summary>
    public static string OriginOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address ? ""
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.ToString();

    /// <summary>The site's scheme and host as the client names them; HTTP/1.0 may name none.</summary>
    public static string SiteOf(HttpContext context) =>
        $"{context.Request.Scheme}"
        + $"://{(context.Request.Host.HasValue ? context.Request.Host.ToUriComponent() : "localhost")}";

    private static string UrlOf(HttpContext context)
    {
        var target = SubPathBase.TargetOutside(context);
        return target.StartsWith('/') ? SiteOf(context) + target : target;
    }
}
