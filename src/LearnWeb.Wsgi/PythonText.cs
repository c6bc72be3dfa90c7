using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace LearnWeb.Wsgi;

/// <summary>
/// Values as Python's <c>repr</c> shows them, so that no two look the same (docs.python.org, "repr()" and "String and
/// Bytes literals").
/// </summary>
public static class PythonText
{
    // Latin-1 that is shown as it is: without controls, the blank and the hyphen that look like others, and what begins
    // an escape or may end a literal.
    private static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable
            .Range(0, 0x100)
            .Select(code => (char)code)
            .Where(c => IsPrintable(new Rune(c)) && c is not ('\\' or '\'' or '"')),
    ]);

    /// <summary>A string without its quotes, as in a table.</summary>
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

    /// <summary><c>repr</c> of bytes.</summary>
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
    /// <c>repr</c> of the value that means the same in Python; of what has no literal there, its kind in angle
    /// brackets.
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

    /// <summary>What Python calls such a value: the name of its <c>type</c>.</summary>
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
            IEnumerator or IAsyncEnumerator<object?> => "generator", // what the compiler makes of yield is both at once
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

    /// <summary>Single quotes, unless that would cost an escape which double quotes do not.</summary>
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

    /// <summary>Python's <c>str.isprintable()</c>.</summary>
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
