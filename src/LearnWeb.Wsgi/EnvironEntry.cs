using System.Text;

namespace LearnWeb.Wsgi;

/// <summary>One variable of an environ, as text.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value: a string as it is (each character one byte), an object as a description.</param>
/// <param name="IsText">Whether the value is a string.</param>
public sealed record EnvironEntry(string Key, string Value, bool IsText)
{
    public static IReadOnlyList<EnvironEntry> Describe(IEnumerable<KeyValuePair<string, object>> environ) =>
        [.. environ.Select(pair => new EnvironEntry(pair.Key, TextOf(pair.Value), pair.Value is string))];

    /// <summary>
    /// The text the bytes mean in UTF-8, where that is another one than they look like; else <c>null</c>.
    /// </summary>
    public string? Meaning => IsText && !Ascii.IsValid(Value) ? WsgiEnviron.TextOf(Value) : null;

    /// <summary>A variable's value as text.</summary>
    public static string TextOf(object value) =>
        value switch
        {
            string text => text,
            WsgiInput => "<stream: read, readline, readlines>",
            TextWriter => "<stream: write, writelines, flush>",
            _ => PythonText.Repr(value),
        };
}
