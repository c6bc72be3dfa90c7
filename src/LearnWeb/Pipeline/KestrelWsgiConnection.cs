using LearnWeb.Models.WsgiLab;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Pipeline;

/// <summary>A response of this server as a WSGI gateway sees it.</summary>
/// <param name="context">The request being answered.</param>
/// <param name="mount">The application's prefix, to which its cookies are kept.</param>
internal sealed class KestrelWsgiConnection(HttpContext context, string mount) : IWsgiConnection
{
    public void Begin(WsgiHead head)
    {
        var response = context.Response;
        response.StatusCode = head.Code;
        context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = head.Reason;
        foreach (var field in head.Fields.GroupBy(field => field.Name, field => field.Value, StringComparer.OrdinalIgnoreCase))
        {
            switch (field.Key.ToUpperInvariant())
            {
                case "SET-COOKIE":
                    var cookies = field.Select(value => CookieScope.Confine(value, mount)).OfType<string>();
                    response.Headers.Append(HeaderNames.SetCookie, cookies.ToArray());
                    break;
                case "CONTENT-SECURITY-POLICY":
                    response.Headers.Append(HeaderNames.ContentSecurityPolicy, field.ToArray()); // beside the site's: both hold
                    break;
                default:
                    response.Headers[field.Key] = field.ToArray();
                    break;
            }
        }

        response.ContentLength = head.ContentLength;
    }

    public void Write(ReadOnlySpan<byte> block)
    {
        var writer = context.Response.BodyWriter;
        block.CopyTo(writer.GetSpan(block.Length));
        writer.Advance(block.Length);
    }

    public async ValueTask FlushAsync(CancellationToken gone) => await context.Response.BodyWriter.FlushAsync(gone);

    public void Cut() => context.Abort();
}
