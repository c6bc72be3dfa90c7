using System.Globalization;
using System.Text;
using LearnWeb.Http;
using Microsoft.Extensions.Primitives;

namespace LearnWeb.Pipeline;

/// <summary>A message of HTTP/2, or of a server without a socket, as a listing of its fields (RFC 9113 §8.3).</summary>
internal static class DecodedMessage
{
    public static CapturedMessage Of(HttpRequest request)
    {
        var lines = new StringBuilder();
        lines.Append(
            CultureInfo.InvariantCulture,
            $":method: {request.Method}\r\n:scheme: {request.Scheme}\r\n:authority: {request.Host}\r\n:path: "
                + $"{RequestTarget.Of(request.HttpContext)}\r\n"
        );
        return Listing(lines, request.Headers.Where(field => field.Key != "Host"));
    }

    public static CapturedMessage Of(HttpResponse response) =>
        Listing(
            new StringBuilder().Append(CultureInfo.InvariantCulture, $":status: {response.StatusCode}\r\n"),
            response.Headers
        );

    private static CapturedMessage Listing(StringBuilder lines, IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        foreach (var (name, values) in fields)
        {
            foreach (var value in values)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{name.ToLowerInvariant()}: {value}\r\n");
            }
        }

        var bytes = Encoding.UTF8.GetBytes(lines.ToString());
        return CapturedMessage.Of(bytes, bytes.Length);
    }
}
