using System.Text;
using LearnWeb.Http;

namespace LearnWeb.Models.WsgiLab;

/// <summary>
/// The request that a browser has just made, as something to compose from: its method, query and fields, its secrets
/// covered.
/// </summary>
public static class BrowserRequest
{
    // The composer writes these itself; and what belongs to that connection does not belong to this one.
    private static readonly string[] Left =
    [
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "Upgrade",
        "Keep-Alive",
    ];

    /// <param name="request">The bytes of its head.</param>
    /// <param name="app">Where it is to go.</param>
    public static WsgiComposition Compose(ReadOnlySpan<byte> request, WsgiProgram app)
    {
        var (method, target) = ("GET", "");
        var fields = new List<string>();
        foreach (var part in MessageParts.Of(request))
        {
            var line = FieldLine.TextOf(request.Slice(part.Start, part.Length), Encoding.UTF8);
            if (part.Kind == PartKind.StartLine && line.Split(' ') is [var verb, var asked, _])
            {
                (method, target) = (verb, asked);
            }
            else if (
                part.Kind == PartKind.FieldLine
                && !Left.Contains(FieldLine.Split(line).Name, StringComparer.OrdinalIgnoreCase)
            )
            {
                fields.Add(line);
            }
        }

        var parts = target.Split('?', 2);
        return new WsgiComposition(
            app,
            method,
            parts[0],
            parts.ElementAtOrDefault(1) ?? "",
            string.Join('\n', fields),
            "",
            Chunked: false
        );
    }
}
