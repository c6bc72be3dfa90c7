using System.Text.RegularExpressions;

namespace LearnWeb.Models.Search;

/// <summary>Names of several words without a space: <c>Set-Cookie</c>, <c>ALLOWED_HOSTS</c>.</summary>
internal static partial class JoinedNames
{
    /// <summary>Adds all in a text, as it writes them.</summary>
    internal static void AddTo(HashSet<string> names, string text)
    {
        if (!text.AsSpan().ContainsAny('-', '_'))
            return;

        var known = names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var name in Name().EnumerateMatches(text))
            known.Add(text.AsSpan(name.Index, name.Length));
    }

    /// <summary>
    /// Those written with <c>_</c>, as the index has them, each as a word; empty for none. Their parts are a
    /// phrase like any other, and where one stands as it is written comes first: <c>ALLOWED_HOSTS</c> is a setting,
    /// "allowed hosts" and "allow Host" are not.
    /// </summary>
    internal static string Identifiers(string text) =>
        text.Contains('_', StringComparison.Ordinal)
            ? string.Join(' ', Identifier().Matches(text).Select(match => match.Value))
                .ToLowerInvariant()
                .Replace('_', SignNames.Letter('_'))
            : "";

    [GeneratedRegex(
        "(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9]{0,19}([-_][A-Za-z0-9]{1,20}){1,3}(?![A-Za-z0-9_-])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Name();

    [GeneratedRegex("[A-Za-z0-9]+(_[A-Za-z0-9]+)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identifier();
}
