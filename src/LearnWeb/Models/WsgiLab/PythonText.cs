using System.Globalization;

namespace LearnWeb.Models.WsgiLab;

/// <summary>A string of bytes as Python's <c>repr</c> shows it, without its quotes, so that no two values look the same.</summary>
public static class PythonText
{
    public static string Of(string value) => value.All(IsPlain) ? value : string.Concat(value.Select(c => c switch
    {
        '\\' => @"\\",
        _ when IsPlain(c) => c.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
    }));

    private static bool IsPlain(char c) => c is (>= ' ' and <= '~' or >= '\xa1') and not ('\xad' or '\\');
}
