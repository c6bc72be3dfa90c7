using System.Text.RegularExpressions;
using Xunit;

namespace LearnWeb.Tests.Unit;

/// <summary>The two ways through the code that <c>docs/two-long-ways.md</c> draws and numbers.</summary>
public sealed partial class LongWayTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "two-long-ways.md"));

    public static TheoryData<string, string> Steps =>
        [.. Row().Matches(Page).Select(row => (row.Groups["step"].Value, row.Groups["file"].Value))];

    [Theory]
    [MemberData(nameof(Steps))]
    public void EachNumber_StandsInTheFileThatThePageNames(string step, string file) =>
        Assert.Contains($" {step}: ", File.ReadAllText(Path.Combine(Repository.Root, file)), StringComparison.Ordinal);

    [Fact]
    public void TheDrawings_HaveTheNumbersOfTheTables()
    {
        var drawn = string.Concat(Page.Split("```").Where((_, index) => index % 2 == 1));
        var numbers = Number().Matches(drawn).Select(match => match.Value).Distinct().Order();
        Assert.Equal(Row().Matches(Page).Select(row => row.Groups["step"].Value).Order(), numbers);
    }

    [GeneratedRegex(@"^\| (?<step>[FT]\d+) \|.*\| `(?<file>[^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b[FT]\d+\b")]
    private static partial Regex Number();
}
