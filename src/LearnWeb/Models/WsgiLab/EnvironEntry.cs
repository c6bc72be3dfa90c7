using System.Globalization;

namespace LearnWeb.Models.WsgiLab;

/// <summary>One variable of an environ, as text.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value: a string as it is (each character one byte), an object as a description.</param>
/// <param name="IsText">Whether the value is a string.</param>
public sealed record EnvironEntry(string Key, string Value, bool IsText)
{
    public static IReadOnlyList<EnvironEntry> Describe(IEnumerable<KeyValuePair<string, object>> environ) =>
        [.. environ.Select(pair => new EnvironEntry(pair.Key, ValueOf(pair.Value), pair.Value is string))];

    /// <summary>The text the bytes mean in UTF-8, where that is another one than they look like; else <c>null</c>.</summary>
    public string? Meaning => IsText && Value.Any(c => c > '\x7f') ? WsgiEnviron.TextOf(Value) : null;

    private static string ValueOf(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "True" : "False",
        ValueTuple<int, int> version => string.Create(CultureInfo.InvariantCulture, $"({version.Item1}, {version.Item2})"),
        WsgiInput => "<stream: read, readline, readlines>",
        TextWriter => "<stream: write, writelines, flush>",
        _ => $"<{value.GetType().Name}>",
    };
}
