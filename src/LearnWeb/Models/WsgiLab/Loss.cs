using System.Globalization;
using System.Text;
using LearnWeb.Models.Wire;

namespace LearnWeb.Models.WsgiLab;

/// <summary>
/// Something the wire said that the HTTP server or the environ no longer says. Its words are in the resources under
/// <c>WsgiLoss-&lt;kind&gt;</c>.
/// </summary>
/// <param name="Kind">What was lost.</param>
/// <param name="Wire">As it travelled.</param>
/// <param name="Server">As the HTTP server (Kestrel) has it.</param>
/// <param name="Environ">As the application gets it; empty where it gets nothing.</param>
public sealed record Loss(LossKind Kind, string Wire, string Server, string Environ)
{
    /// <summary>What one request lost on its way: only what was really there to lose.</summary>
    /// <param name="bytes">The request on the wire.</param>
    /// <param name="request">The same as the HTTP server understood it.</param>
    /// <param name="environ">The same as the application got it.</param>
    public static IReadOnlyList<Loss> Of(ReadOnlySpan<byte> bytes, WsgiRequest request, IReadOnlyList<EnvironEntry> environ)
    {
        var values = environ.ToDictionary(entry => entry.Key, entry => entry.Value);
        var lines = LinesOf(bytes);
        var losses = new List<Loss>();
        var path = request.Target.Split('?')[0];
        if (path.Contains('%', StringComparison.Ordinal))
        {
            losses.Add(OfPath(LossKind.Encoding));
        }

        if (path.Split('/').Any(segment => WsgiEnviron.Decode(segment) is "." or ".."))
        {
            losses.Add(OfPath(LossKind.Dots));
        }

        losses.AddRange(OfLines(lines, request, values));
        losses.AddRange(OfRepeats(lines, request, values));
        foreach (var (name, value) in lines.Where(line => WsgiEnviron.KeyOf(line.Name) is null && !IsLength(line.Name)))
        {
            losses.Add(new(LossKind.Dropped, $"{name}:{value}", $"{name}: {ServerValues(request, name)}", ""));
        }

        var sizes = MessageParts.Of(bytes).Where(part => part.Kind == PartKind.Body).Select(part => part.Length).ToList();
        if (sizes.Count > 1)
        {
            losses.Add(new(LossKind.Chunks, string.Join(" + ", sizes.Select(Number)), Number(request.Body.Length), Number(request.Body.Length)));
        }

        return losses;

        Loss OfPath(LossKind kind) => new(kind, path, request.Mount + request.NormalisedPath, values["SCRIPT_NAME"] + values["PATH_INFO"]);
    }

    private static IEnumerable<Loss> OfLines(List<(string Name, string Value)> lines, WsgiRequest request, Dictionary<string, string> environ)
    {
        if (lines.Count > 1)
        {
            var keys = lines.Select(line => WsgiEnviron.KeyOf(line.Name)).ToHashSet();
            yield return new(
                LossKind.Order, string.Join(", ", lines.Select(line => line.Name)), string.Join(", ", request.Fields.Select(field => field.Name)),
                string.Join(", ", environ.Keys.Where(keys.Contains)));
        }

        foreach (var (name, value) in lines.Where(line => line.Value != " " + line.Value.Trim(' ', '\t')))
        {
            var kept = WsgiEnviron.KeyOf(name) is { } key ? environ.GetValueOrDefault(key, "") : "";
            yield return new(LossKind.Whitespace, $"{name}:{value}", $"{name}: {ServerValues(request, name)}", kept);
        }
    }

    private static IEnumerable<Loss> OfRepeats(List<(string Name, string Value)> lines, WsgiRequest request, Dictionary<string, string> environ) =>
        from line in lines
        group line by line.Name.ToUpperInvariant() into repeated
        where repeated.Count() > 1 && WsgiEnviron.KeyOf(repeated.Key) is not null
        let key = WsgiEnviron.KeyOf(repeated.Key)
        select new Loss(
            LossKind.Repeats, string.Join(" · ", repeated.Select(line => $"{line.Name}:{line.Value}")), ServerValues(request, repeated.Key), environ[key]);

    private static List<(string Name, string Value)> LinesOf(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<(string, string)>();
        foreach (var part in MessageParts.Of(bytes).Where(part => part.Kind == PartKind.FieldLine))
        {
            var line = Encoding.UTF8.GetString(bytes.Slice(part.Start, part.Length)).TrimEnd('\r', '\n');
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            lines.Add(colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]));
        }

        return lines;
    }

    private static bool IsLength(string name) => name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);

    private static string ServerValues(WsgiRequest request, string name) =>
        string.Join(" · ", request.Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value));

    private static string Number(int bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What can be lost between the wire and the environ.</summary>
public enum LossKind
{
    /// <summary>Which characters of the path were percent-encoded.</summary>
    Encoding,

    /// <summary>Segments <c>.</c> and <c>..</c> of the path.</summary>
    Dots,

    /// <summary>The order of the fields, and how their names were written.</summary>
    Order,

    /// <summary>Blanks around a value.</summary>
    Whitespace,

    /// <summary>That a field came in several lines.</summary>
    Repeats,

    /// <summary>A whole field.</summary>
    Dropped,

    /// <summary>Where the chunks of a body ended.</summary>
    Chunks,
}
