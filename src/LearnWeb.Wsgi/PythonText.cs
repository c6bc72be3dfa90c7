using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace LearnWeb.Wsgi;

/// <summary>
/// Writes values as Python's <c>repr</c> does, so that different values never look the same (docs.python.org, "repr()"
/// and "String and Bytes literals").
/// </summary>
public static class PythonText
{
    // The Latin-1 characters that are written unchanged. Left out are control characters, the no-break space and the
    // soft hyphen, which look like other characters, and those that begin an escape or may end a literal.
    private static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable
            .Range(0, 0x100)
            .Select(code => (char)code)
            .Where(c => IsPrintable(new Rune(c)) && c is not ('\\' or '\'' or '"')),
    ]);

    /// <summary>A string as <c>repr</c> shows it, without the quotes, for a table.</summary>
    public static string Of(string value)
    {
        if (!value.AsSpan().ContainsAnyExcept(Plain))
        {
            return value;
        }

        var text = new StringBuilder(value.Length + 16);
        Append(text, value, quote: null);
        return text.ToString();
    }

    /// <summary>The <c>repr</c> of bytes.</summary>
    public static string Repr(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length + 16).Append('b');
        var quote = QuoteOf(bytes.Contains((byte)'\''), bytes.Contains((byte)'"'));
        text.Append(quote);
        foreach (var value in bytes)
        {
            Append(text, new Rune((int)value), value is >= 0x20 and < 0x7f, quote);
        }

        return text.Append(quote).ToString();
    }

    /// <summary>
    /// The <c>repr</c> of the corresponding Python value. A value without a literal in Python is shown as its type in
    /// angle brackets.
    /// </summary>
    public static string Repr(object? value) =>
        value switch
        {
            null => "None",
            bool flag => flag ? "True" : "False",
            string words => Repr(words),
            byte[] bytes => Repr(bytes.AsSpan()),
            ITuple { Length: 1 } single => $"({Repr(single[0])},)",
            ITuple tuple => $"({Joined(Enumerable.Range(0, tuple.Length).Select(at => tuple[at]))})",
            IDictionary pairs =>
                $"{{{string.Join(", ", pairs.Keys.Cast<object?>().Select(key => $"{Repr(key)}: {Repr(pairs[key!])}"))}"
                    + $"}}",
            ICollection items => $"[{Joined(items.Cast<object?>())}]",
            RemoteException remote => remote.Message,
            Exception error => $"{KindOf(error)}({Repr(error.Message)})",
            _ when KindOf(value) == "int" => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            _ => $"<{KindOf(value)}>",
        };

    /// <summary>The name of the value's <c>type</c> in Python.</summary>
    public static string KindOf(object? value) =>
        value switch
        {
            null => "None",
            bool => "bool",
            string => "str",
            byte[] => "bytes",
            byte or short or int or long => "int",
            ITuple => "tuple",
            IDictionary => "dict",
            // the object that the compiler makes of yield is both at once
            IEnumerator or IAsyncEnumerator<object?> => "generator",
            ICollection => "list",
            _ => value.GetType().Name,
        };

    private static string Repr(string value)
    {
        var quote = QuoteOf(
            value.Contains('\'', StringComparison.Ordinal),
            value.Contains('"', StringComparison.Ordinal)
        );
        var text = new StringBuilder(value.Length + 16).Append(quote);
        Append(text, value, quote);
        return text.Append(quote).ToString();
    }

    private static string Joined(IEnumerable<object?> items) => string.Join(", ", items.Select(Repr));

    /// <summary>Single quotes, unless they would need an escape that double quotes do not need.</summary>
    private static char QuoteOf(bool hasSingle, bool hasDouble) => hasSingle && !hasDouble ? '"' : '\'';

    private static void Append(StringBuilder text, string value, char? quote)
    {
        for (int at = 0, length; at < value.Length; at += length)
        {
            if (Rune.DecodeFromUtf16(value.AsSpan(at), out var rune, out length) == OperationStatus.Done)
            {
                Append(text, rune, IsPrintable(rune), quote);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)value[at]:x4}"); // half of a surrogate pair
            }
        }
    }

    private static void Append(StringBuilder text, Rune rune, bool isPrintable, char? quote)
    {
        _ = rune.Value switch
        {
            '\\' => text.Append(@"\\"),
            '\n' => text.Append(@"\n"),
            '\r' => text.Append(@"\r"),
            '\t' => text.Append(@"\t"),
            var code when code == quote => text.Append('\\').Append((char)code),
            _ when isPrintable => text.Append(rune),
            < 0x100 and var code => text.Append(CultureInfo.InvariantCulture, $"\\x{code:x2}"),
            < 0x10000 and var code => text.Append(CultureInfo.InvariantCulture, $"\\u{code:x4}"),
            var code => text.Append(CultureInfo.InvariantCulture, $"\\U{code:x8}"),
        };
    }

    /// <summary>The rule of Python's <c>str.isprintable()</c>.</summary>
    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
            );
}
