using System.Buffers;
using System.Globalization;

namespace LearnWeb.Models.WsgiLab;

/// <summary>A string of bytes as Python's <c>repr</c> shows it, without its quotes, so that no two values look the same.</summary>
public static class PythonText
{
    // Controls, the two blanks that look like others, and the backslash, which begins every escape.
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(c => char.IsControl(c) || c is '\xa0' or '\xad' or '\\')]);

    public static string Of(string value) => !value.AsSpan().ContainsAny(Escaped) ? value : string.Concat(value.Select(c => c switch
    {
        '\\' => @"\\",
        _ when Escaped.Contains(c) => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
        _ => c.ToString(),
    }));
}
