using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnWeb.Models.WsgiLab;

/// <summary>Status and header fields that have passed the contract.</summary>
/// <param name="Code">200 to 599.</param>
/// <param name="Reason">The reason phrase.</param>
/// <param name="Fields">Names and values, latin-1, in order; all but <c>Content-Length</c>.</param>
/// <param name="ContentLength">What the application says its body has, in bytes.</param>
public sealed record WsgiHead(int Code, string Reason, IReadOnlyList<(string Name, string Value)> Fields, long? ContentLength)
{
    public string Status => string.Create(CultureInfo.InvariantCulture, $"{Code} {Reason}");
}

/// <summary>What a server may demand of an application: PEP 3333's rules as checks, each failing with its rule.</summary>
public static partial class WsgiContract
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailers", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    // RFC 9110 §5.6.2
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Checks the arguments of <c>start_response</c>.</summary>
    /// <exception cref="WsgiViolationException">A rule is broken.</exception>
    public static WsgiHead Head(object? status, object? headers)
    {
        Demand(status is string, WsgiRule.StatusType, status);
        var form = StatusForm().Match((string)status!);
        Demand(form.Success, WsgiRule.StatusForm, status);
        Demand(headers is List<(string Name, string Value)>, WsgiRule.HeadersType, headers);

        var given = (List<(string Name, string Value)>)headers!;
        var fields = new List<(string, string)>(given.Count);
        long? length = null;
        foreach (var (name, value) in given)
        {
            Check(name, value);
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                Demand(length is null, WsgiRule.LengthForm, value);
                length = LengthIn(value);
            }
            else
            {
                fields.Add((name, value));
            }
        }

        return new WsgiHead(int.Parse(form.Groups["code"].ValueSpan, CultureInfo.InvariantCulture), form.Groups["reason"].Value, fields, length);
    }

    /// <summary>Checks what the application returned.</summary>
    /// <exception cref="WsgiViolationException">It cannot be iterated over.</exception>
    public static object Iterable(object? returned)
    {
        Demand(returned is IEnumerable or IAsyncEnumerable<object?>, WsgiRule.NotIterable, returned);
        return returned!;
    }

    /// <summary>Checks a block of the body, yielded or written.</summary>
    /// <exception cref="WsgiViolationException">It is not bytes.</exception>
    public static byte[] Block(object? block)
    {
        Demand(block is byte[], WsgiRule.BlockType, block);
        return (byte[])block!;
    }

    /// <summary>Fails with the rule unless the fact holds.</summary>
    /// <param name="fact">What must be so.</param>
    /// <param name="rule">What is broken otherwise.</param>
    /// <param name="seen">The value that breaks it; described only then, as most calls break nothing.</param>
    public static void Demand(bool fact, WsgiRule rule, object? seen)
    {
        if (!fact)
        {
            throw new WsgiViolationException(rule, Describe(seen));
        }
    }

    /// <summary>A value as a learner reads it, short and without control characters.</summary>
    public static string Describe(object? value)
    {
        var text = value switch
        {
            null => "None",
            string words => $"'{words}'",
            byte[] bytes => string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes"),
            char or byte or int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            _ => value.GetType().Name,
        };
        text = string.Concat(text.Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}") : c.ToString()));
        return text.Length > 100 ? text[..99] + "…" : text;
    }

    private static void Check(string name, string value)
    {
        var rule = name is null || value is null ? WsgiRule.HeadersType
            : name.Length == 0 || name.AsSpan().ContainsAnyExcept(Token) ? WsgiRule.HeaderName
            : value.AsSpan().ContainsAnyInRange('\0', '\x1f') || value.Contains('\x7f', StringComparison.Ordinal) ? WsgiRule.HeaderControl
            : value.AsSpan().ContainsAnyExceptInRange('\0', '\xff') ? WsgiRule.HeaderLatin1
            : HopByHop.Contains(name) ? WsgiRule.HopByHop
            : null;
        if (rule is not null)
        {
            throw new WsgiViolationException(rule, $"{name ?? "None"}: {Describe(value)}");
        }
    }

    private static long LengthIn(string value)
    {
        var isNumber = long.TryParse(value.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        Demand(isNumber, WsgiRule.LengthForm, value);
        return length;
    }

    // 1xx responses are the server's (RFC 9110 §15.2); the reason is text (RFC 9112 §4), as latin-1.
    [GeneratedRegex(@"^(?<code>[2-5][0-9][0-9]) (?<reason>[ -~\x80-\xff]+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatusForm();
}
