using System.Text.RegularExpressions;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>How a script writes a value: small letters, words joined by hyphens.</summary>
internal static partial class ProxyWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => Capital().Replace(value.ToString(), "-$0").ToLowerInvariant();

    /// <summary>The value that is written like this, if there is one.</summary>
    public static T? Read<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == word)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All that may be written.</summary>
    public static string Choice<T>()
        where T : struct, Enum => string.Join(" | ", Enum.GetValues<T>().Select(Of));

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Capital();
}
