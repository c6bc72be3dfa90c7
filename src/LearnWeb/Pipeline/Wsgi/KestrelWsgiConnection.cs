using LearnWeb.Models.WsgiLab;
using LearnWeb.Wsgi;
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
        for (var i = 0; i < head.Fields.Count; i++)
        {
            var (name, value) = head.Fields[i];
            if (name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase))
            {
                response.Headers.Append(name, CookieScope.Confine(value, mount));
            }
            else if (
                name.Equals(HeaderNames.ContentSecurityPolicy, StringComparison.OrdinalIgnoreCase)
                || IsRepeated(head, i)
            )
            {
                response.Headers.Append(name, value); // the site's policy and the application's: both hold
            }
            else
            {
                response.Headers[name] = value;
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

    /// <summary>
    /// Aborting here would take back what has been flushed and is still on its way. So
    /// <see cref="WsgiPipeline.UseWsgiCuts"/> fails the request after this, and the server sends what it has and closes
    /// the connection without ending the body.
    /// </summary>
    public void Cut()
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // there is nobody to send anything to
        }
        else
        {
            context.Features.Set(new BodyCutException());
        }
    }

    private static bool IsRepeated(WsgiHead head, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (head.Fields[i].Name.Equals(head.Fields[at].Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
