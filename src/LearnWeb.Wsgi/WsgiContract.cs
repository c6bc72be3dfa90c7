using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LearnWeb.Wsgi;

/// <summary>The status and the header fields after they have passed all checks.</summary>
/// <param name="Code">The status code, from 200 to 599.</param>
/// <param name="Reason">The reason phrase.</param>
/// <param name="Fields">The names and values in Latin-1, in order, without <c>Content-Length</c>.</param>
/// <param name="ContentLength">
/// The length of the body in bytes, as the application announces it, or <c>null</c>.
/// </param>
public sealed record WsgiHead(
    int Code,
    string Reason,
    IReadOnlyList<(string Name, string Value)> Fields,
    long? ContentLength
)
{
    public string Status => string.Create(CultureInfo.InvariantCulture, $"{Code} {Reason}");
}

/// <summary>The rules of PEP 3333 for applications as checks. A failed check throws with its rule.</summary>
public static class WsgiContract
{
    /// <summary>The most digits of a Content-Length; any number of this length fits into 64 bits.</summary>
    private const int MostDigits = 18;

    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailers",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    // Printable ASCII and obs-text; each character is one byte (RFC 9112 §4).
    private static readonly SearchValues<char> ReasonText = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Concat(Enumerable.Range(0x80, 0x80)).Select(code => (char)code),
    ]);

    // RFC 9110 §5.6.2
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Checks the arguments of <c>start_response</c>.</summary>
    /// <exception cref="WsgiViolationException">A rule is broken.</exception>
    public static WsgiHead Head(object? status, object? headers)
    {
        Demand(status is string, WsgiRule.StatusType, status);
        var line = (string)status!;
        Demand(IsStatus(line), WsgiRule.StatusForm, status);
        Demand(line[0] is >= '2' and <= '5', WsgiRule.StatusCode, status);
        Demand(headers is List<(string Name, string Value)>, WsgiRule.HeadersType, headers);

        var given = (List<(string Name, string Value)>)headers!;
        var fields = new List<(string, string)>(given.Count);
        long? length = null;
        foreach (var (name, value) in given)
        {
            Check(name, value);
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                var digits = value.AsSpan().Trim();
                var isNumber =
                    long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && digits.Length <= MostDigits;
                Demand(isNumber && length is null, WsgiRule.LengthForm, (name, value));
                length = number;
            }
            else
            {
                fields.Add((name, value));
            }
        }

        return new WsgiHead(int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture), line[4..], fields, length);
    }

    /// <summary>Checks what the application returned.</summary>
    /// <exception cref="WsgiViolationException">The object is not iterable.</exception>
    public static object Iterable(object? returned)
    {
        Demand(returned is IEnumerable or IAsyncEnumerable<object?>, WsgiRule.NotIterable, returned);
        return returned!;
    }

    /// <summary>Checks a block of the body that was yielded or written.</summary>
    /// <exception cref="WsgiViolationException">The block is not bytes.</exception>
    public static byte[] Block(object? block)
    {
        Demand(block is byte[], WsgiRule.BlockType, block);
        return (byte[])block!;
    }

    /// <summary>Throws with the rule if the condition is false.</summary>
    /// <param name="fact">The condition.</param>
    /// <param name="rule">The rule that is broken if the condition is false.</param>
    /// <param name="seen">
    /// The value that breaks the rule. It is described only in that case, because most calls break nothing.
    /// </param>
    public static void Demand(bool fact, WsgiRule rule, object? seen)
    {
        if (!fact)
        {
            throw new WsgiViolationException(rule, Describe(seen));
        }
    }

    /// <summary>The violation of a body whose length differs from its <c>Content-Length</c>.</summary>
    /// <param name="rule">The rule: the body is too short, or too long.</param>
    /// <param name="length">The length of the body so far, in bytes.</param>
    /// <param name="said">The length that the application announced, in bytes.</param>
    public static WsgiViolationException WrongLength(WsgiRule rule, long length, long said) =>
        new(
            rule,
            string.Create(
                CultureInfo.InvariantCulture,
                $"len {length} {(length > said ? '>' : '<')} Content-Length {said}"
            )
        );

    /// <summary>
    /// A value as Python shows it, shortened and without control characters. Its type is added where a beginner could
    /// be in doubt.
    /// </summary>
    public static string Describe(object? value)
    {
        var text = PythonText.Repr(value);
        text =
            value is null or string or byte[] or ITuple || text[0] == '<' ? text : $"{PythonText.KindOf(value)} {text}";
        return text.Length > 100 ? text[..99] + "…" : text;
    }

    private static void Check(string name, string value)
    {
        var rule =
            name is null || value is null ? WsgiRule.HeadersType
            : name.Length == 0 || name.AsSpan().ContainsAnyExcept(Token) ? WsgiRule.HeaderName
            : value.AsSpan().ContainsAnyInRange('\0', '\x1f') || value.Contains('\x7f', StringComparison.Ordinal)
                ? WsgiRule.HeaderControl
            : value.AsSpan().ContainsAnyExceptInRange('\0', '\xff') ? WsgiRule.HeaderLatin1
            : HopByHop.Contains(name) ? WsgiRule.HopByHop
            : null;
        if (rule is not null)
        {
            throw new WsgiViolationException(rule, Describe((name, value)));
        }
    }

    private static bool IsStatus(string status) =>
        status.Length > 4
        && !status.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9')
        && status[3] == ' '
        && !status.AsSpan(4).ContainsAnyExcept(ReasonText);
}
