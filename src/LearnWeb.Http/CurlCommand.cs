using System.Globalization;
using System.Text;

namespace LearnWeb.Http;

/// <summary>Writes a request as a curl command line that sends it again.</summary>
public static class CurlCommand
{
    // curl writes these fields itself. If the command named them too, they would be sent twice or contradict the body.
    private static readonly HashSet<string> OwnFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Accept-Encoding",
    };

    /// <param name="request">The request's bytes.</param>
    /// <param name="origin">
    /// The scheme and authority to which curl sends the request, such as <c>http://127.0.0.1:5000</c>.
    /// </param>
    /// <param name="toOutside">
    /// Turns the request target into the one that clients use, where a proxy has removed a part of the path.
    /// </param>
    public static string Of(ReadOnlySpan<byte> request, string origin, Func<string, string>? toOutside = null)
    {
        var lines = new List<string>();
        var body = new List<byte>();
        foreach (var part in MessageParts.Of(request))
        {
            var bytes = request.Slice(part.Start, part.Length);
            if (part.Kind == PartKind.Body)
            {
                body.AddRange(bytes);
            }
            else if (part.Kind is PartKind.StartLine or PartKind.FieldLine)
            {
                lines.Add(FieldLine.TextOf(bytes, Encoding.UTF8));
            }
        }

        var start = (lines.FirstOrDefault() ?? "").Split(' ');
        var target = start.ElementAtOrDefault(1) ?? "";
        var url = origin + (toOutside?.Invoke(target) ?? target);
        var command = new StringBuilder($"curl -i --path-as-is -X {Quote(start[0])} {Quote(url)}");
        foreach (var field in lines.Skip(1).Where(field => !OwnFields.Contains(FieldLine.Split(field).Name.Trim())))
        {
            command.Append(CultureInfo.InvariantCulture, $" \\\n  -H {Quote(field)}");
        }

        return body.Count > 0
            ? command.Append(CultureInfo.InvariantCulture, $" \\\n  --data-binary {QuoteBytes([.. body])}").ToString()
            : command.ToString();
    }

    private static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:".Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // bash's $'…' can express every byte except NUL.
    private static string QuoteBytes(byte[] bytes) => $"$'{string.Concat(bytes.Select(Escape))}'";

    private static string Escape(byte value) =>
        value switch
        {
            (byte)'\'' or (byte)'\\' => $"\\{(char)value}",
            (byte)'\r' => "\\r",
            (byte)'\n' => "\\n",
            >= 0x20 and < 0x7f => $"{(char)value}",
            _ => $"\\x{value:x2}",
        };
}
