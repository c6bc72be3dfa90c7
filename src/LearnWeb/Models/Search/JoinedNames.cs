using System.Text.RegularExpressions;

namespace LearnWeb.Models.Search;

/// <summary>Names of several words without a space: <c>Set-Cookie</c>, <c>ALLOWED_HOSTS</c>.</summary>
internal static partial class JoinedNames
{
    /// <summary>For the index the sign is a letter, one that Unicode leaves to private use.</summary>
    private const char Underscore = '\uF85F';

    /// <summary>All in a text, as it writes them.</summary>
    internal static IEnumerable<string> In(string text) =>
        text.AsSpan().ContainsAny('-', '_') ? Name().Matches(text).Select(match => match.Value) : [];

    /// <summary>
    /// Those written with <c>_</c>, as the index has them, with a space between; empty for none. Their parts are a
    /// phrase like any other, and where one stands as it is written comes first: <c>ALLOWED_HOSTS</c> is a setting,
    /// "allowed hosts" and "allow Host" are not.
    /// </summary>
    internal static string Identifiers(string text) =>
        text.Contains('_', StringComparison.Ordinal)
            ? string.Join(' ', Identifier().Matches(text).Select(match => match.Value))
                .ToLowerInvariant()
                .Replace('_', Underscore)
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
