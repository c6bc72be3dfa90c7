using System.Text;

namespace LearnWeb.Wsgi;

/// <summary>One variable of an environ, as text.</summary>
/// <param name="Key">The name of the variable.</param>
/// <param name="Value">
/// The value: a string unchanged (each character stands for one byte), any other object as a description.
/// </param>
/// <param name="IsText">Whether the value is a string.</param>
public sealed record EnvironEntry(string Key, string Value, bool IsText)
{
    public static IReadOnlyList<EnvironEntry> Describe(IEnumerable<KeyValuePair<string, object>> environ) =>
        [.. environ.Select(pair => new EnvironEntry(pair.Key, TextOf(pair.Value), pair.Value is string))];

    /// <summary>The text that the bytes mean in UTF-8, if it differs from the value; otherwise <c>null</c>.</summary>
    public string? Meaning => IsText && !Ascii.IsValid(Value) ? WsgiEnviron.TextOf(Value) : null;

    /// <summary>The value of a variable as text.</summary>
    public static string TextOf(object value) =>
        value switch
        {
            string text => text,
            WsgiInput => "<stream: read, readline, readlines>",
            TextWriter => "<stream: write, writelines, flush>",
            _ => PythonText.Repr(value),
        };
}
