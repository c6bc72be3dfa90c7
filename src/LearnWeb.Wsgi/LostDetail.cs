using System.Globalization;
using System.Text;
using LearnWeb.Http;

namespace LearnWeb.Wsgi;

/// <summary>
/// A detail of the bytes on the wire that the HTTP server or the environ no longer has. The resources explain it under
/// <c>WsgiLoss-&lt;kind&gt;</c>.
/// </summary>
/// <param name="Kind">The kind of the detail.</param>
/// <param name="Wire">The detail as it was sent.</param>
/// <param name="Server">What the HTTP server (Kestrel) has instead.</param>
/// <param name="Environ">What the application gets; empty if it gets nothing.</param>
public sealed record LostDetail(LostDetailKind Kind, string Wire, string Server, string Environ)
{
    /// <summary>
    /// Finds the details that one request has lost on its way. Only what the request really contained can be lost.
    /// </summary>
    /// <param name="bytes">The bytes of the request on the wire.</param>
    /// <param name="request">The request as the HTTP server understood it.</param>
    /// <param name="environ">The request as the application received it.</param>
    public static IReadOnlyList<LostDetail> Of(
        ReadOnlySpan<byte> bytes,
        WsgiRequest request,
        IReadOnlyList<EnvironEntry> environ
    )
    {
        var values = environ.ToDictionary(entry => entry.Key, entry => entry.Value);
        var lines = LinesOf(bytes);
        var details = new List<LostDetail>();
        var path = request.Target.Split('?')[0];
        if (path.Contains('%', StringComparison.Ordinal))
        {
            details.Add(OfPath(LostDetailKind.Encoding));
        }

        if (path.Split('/').Any(segment => WsgiEnviron.Decode(segment) is "." or ".."))
        {
            details.Add(OfPath(LostDetailKind.Dots));
        }

        details.AddRange(OfNames(lines, request, values));
        details.AddRange(OfBlanks(lines, request, values));
        details.AddRange(OfRepeats(lines, request, values));
        foreach (var (name, value) in lines.Where(line => WsgiEnviron.KeyOf(line.Name) is null))
        {
            details.Add(new(LostDetailKind.Dropped, $"{name}:{value}", $"{name}: {ServerValues(request, name)}", ""));
        }

        var sizes = MessageParts
            .Of(bytes)
            .Where(part => part.Kind == PartKind.Body)
            .Select(part => part.Length)
            .ToList();
        if (sizes.Count > 1)
        {
            details.Add(
                new(
                    LostDetailKind.Chunks,
                    string.Join(" + ", sizes.Select(Number)),
                    Number(request.Body.Length),
                    Number(request.Body.Length)
                )
            );
        }

        return details;

        LostDetail OfPath(LostDetailKind kind) =>
            new(kind, path, request.Mount + request.NormalisedPath, values["SCRIPT_NAME"] + values["PATH_INFO"]);
    }

    private static IEnumerable<LostDetail> OfNames(
        List<(string Name, string Value)> lines,
        WsgiRequest request,
        Dictionary<string, string> environ
    )
    {
        var sent = lines.Where(line => WsgiEnviron.KeyOf(line.Name) is not null).Select(line => line.Name).ToList();
        var had = request
            .Fields.Where(field => WsgiEnviron.KeyOf(field.Name) is not null)
            .Select(field => field.Name)
            .ToList();
        var kept = environ.Keys.Intersect(sent.Select(WsgiEnviron.KeyOf)).OfType<string>().ToList();
        if (
            !sent.SequenceEqual(had, StringComparer.OrdinalIgnoreCase)
            || !sent.Select(WsgiEnviron.KeyOf).Distinct().SequenceEqual(kept)
        )
        {
            yield return new(LostDetailKind.Order, Listed(sent), Listed(had), Listed(kept));
        }

        var odd = sent.Where(name => name != Usual(name)).ToList();
        if (odd.Count > 0)
        {
            yield return new(
                LostDetailKind.Case,
                Listed(odd),
                Listed(had.Where(name => odd.Contains(name, StringComparer.OrdinalIgnoreCase))),
                Listed(odd.Select(WsgiEnviron.KeyOf).Distinct())
            );
        }
    }

    /// <summary>
    /// The usual spelling of a field name that is known only by its key: each word begins with a capital letter.
    /// </summary>
    private static string Usual(string name) =>
        string.Join(
            '-',
            name.Split('-')
                .Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant())
        );

    // The usual single space after the colon carries no information.
    private static IEnumerable<LostDetail> OfBlanks(
        List<(string Name, string Value)> lines,
        WsgiRequest request,
        Dictionary<string, string> environ
    ) =>
        from line in lines
        let bare = line.Value.Trim(' ', '\t')
        where line.Value != bare && line.Value != " " + bare
        let key = WsgiEnviron.KeyOf(line.Name)
        where key is not null
        select new LostDetail(
            LostDetailKind.Whitespace,
            $"{line.Name}:{line.Value}",
            ServerValues(request, line.Name),
            environ.GetValueOrDefault(key, "")
        );

    private static IEnumerable<LostDetail> OfRepeats(
        List<(string Name, string Value)> lines,
        WsgiRequest request,
        Dictionary<string, string> environ
    ) =>
        from line in lines
        group line by line.Name.ToUpperInvariant() into repeated
        where repeated.Count() > 1 && WsgiEnviron.KeyOf(repeated.Key) is not null
        let key = WsgiEnviron.KeyOf(repeated.Key)
        select new LostDetail(
            LostDetailKind.Repeats,
            string.Join(" · ", repeated.Select(line => $"{line.Name}:{line.Value}")),
            ServerValues(request, repeated.Key),
            environ[key]
        );

    private static List<(string Name, string Value)> LinesOf(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<(string, string)>();
        foreach (var part in MessageParts.Of(bytes).Where(part => part.Kind == PartKind.FieldLine))
        {
            lines.Add(FieldLine.Split(FieldLine.TextOf(bytes.Slice(part.Start, part.Length), Encoding.UTF8)));
        }

        return lines;
    }

    private static string Listed(IEnumerable<string?> names) => string.Join(", ", names);

    private static string ServerValues(WsgiRequest request, string name) =>
        string.Join(
            " · ",
            request
                .Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(field => field.Value)
        );

    private static string Number(int bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The kinds of details that can be lost between the wire and the environ.</summary>
public enum LostDetailKind
{
    /// <summary>The information which characters of the path were percent-encoded.</summary>
    Encoding,

    /// <summary>Segments <c>.</c> and <c>..</c> of the path.</summary>
    Dots,

    /// <summary>The order of the fields.</summary>
    Order,

    /// <summary>The upper and lower case of field names that were not written in the usual way.</summary>
    Case,

    /// <summary>White space around a value, except for one space after the colon.</summary>
    Whitespace,

    /// <summary>The fact that a field came in several lines.</summary>
    Repeats,

    /// <summary>A whole field.</summary>
    Dropped,

    /// <summary>The positions at which the chunks of a body ended.</summary>
    Chunks,
}
