using System.Text;
using LearnWeb.Http;

namespace LearnWeb.Models.Notes;

/// <summary>How the lines of a body written in a note end on the wire.</summary>
public enum BodyLines
{
    /// <summary>Lines end with LF, the last with nothing.</summary>
    Lf,

    /// <summary>Lines end with CRLF, the last with nothing.</summary>
    Crlf,

    /// <summary>Every line ends with CRLF, the last one too, as multipart has it (RFC 2046 §5.1.1).</summary>
    CrlfFinal,
}

/// <summary>
/// An HTTP/1.1 message as text: start line, field lines, body (RFC 9112 §2.1). The head's lines end with CRLF
/// and an empty line ends the head.
/// </summary>
/// <param name="StartLine">The request line or the status line.</param>
/// <param name="Fields">Field names and values as written.</param>
/// <param name="Body">The body; empty when there is none.</param>
public sealed record HttpText(string StartLine, IReadOnlyList<(string Name, string Value)> Fields, string Body)
{
    public bool IsResponse => StartLine.StartsWith("HTTP/", StringComparison.Ordinal);

    /// <summary>The message's bytes, in UTF-8.</summary>
    public CapturedMessage ToMessage()
    {
        var head = string.Concat(Fields.Select(line => $"{line.Name}:{line.Value}\r\n"));
        var bytes = Encoding.UTF8.GetBytes($"{StartLine}\r\n{head}\r\n{Body}");
        return new CapturedMessage(bytes, bytes.Length, []);
    }

    /// <summary>Reads a message as a note writes it: one line each, an empty line before the body.</summary>
    /// <exception cref="ContentException">There is no start line, or a field line has no colon.</exception>
    public static HttpText Parse(string text, BodyLines bodyLines)
    {
        var lines = text.Split('\n');
        if (string.IsNullOrWhiteSpace(lines[0]))
        {
            throw new ContentException(1, "An `http` block starts with a request line or a status line.");
        }

        var fields = new List<(string, string)>();
        var at = 1;
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            var (name, value) = FieldLine.Split(lines[at]);
            if (name.Length == 0 || name.Length == lines[at].Length)
            {
                throw new ContentException(
                    at + 1,
                    "A field line has the form `Name: value`. Put an empty line before the body."
                );
            }

            fields.Add((name, value));
        }

        var body = string.Join(bodyLines == BodyLines.Lf ? "\n" : "\r\n", lines.Skip(at + 1));
        return new HttpText(lines[0], fields, bodyLines == BodyLines.CrlfFinal ? body + "\r\n" : body);
    }
}
