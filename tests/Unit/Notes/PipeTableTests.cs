using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

/// <summary>Tables as GitHub Flavored Markdown has them.</summary>
public sealed class PipeTableTests
{
    [Theory(DisplayName = "An escaped bar in a cell is a bar, in code, too")]
    [InlineData(@"`a\|b`", "a|b")]
    [InlineData(@"``a\|`b``", "a|`b")]
    [InlineData(@"**`a\|\|b`**", "a||b")]
    [InlineData(@"`\\|`", @"\|")]
    [InlineData(@"a\|b", "a|b")]
    public void EscapedBar_IsABar(string cell, string expected)
    {
        var table = $"| x | y |\n|---|---|\n| {cell} | 2 |";
        var text = RenderedNote.Text(table);

        Assert.Equal(expected, RenderedNote.Html(table).QuerySelector("td")!.TextContent);
        Assert.StartsWith($"x\ny\n{expected}\n", text.Sections[0].Text, StringComparison.Ordinal);
        Assert.Empty(text.Mistakes);
    }

    [Fact]
    public void BackslashInCodeOutsideTables_Stays() =>
        Assert.Equal(@"a\|b", RenderedNote.Html(@"`a\|b`").QuerySelector("code")!.TextContent);

    [Fact]
    public void CellTooMany_IsNotShown_AndNamed()
    {
        const string Table = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n| 5 | 6 | |";

        Assert.Equal(
            [
                ["甲", "乙"],
                ["1", "2"],
                ["4", ""],
                ["5", "6"],
            ],
            RenderedNote.Html(Table).QuerySelectorAll("tr").Select(row => row.Children.Select(cell => cell.TextContent))
        );
        var mistakes = RenderedNote.Text(Table).Mistakes;
        Assert.Equal([3, 5], mistakes.Select(mistake => mistake.Line));
        Assert.StartsWith("The row has 3 cells and the table 2 columns", mistakes[0].Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What is a table here and none or another elsewhere is named")]
    [InlineData("a cell too many in the header", "| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", 1)]
    [InlineData("a cell too few in the header", "| a |\n|---|---|\n| 1 | 2 |", 1)]
    [InlineData("a bare bar in code", "| a | b |\n|---|---|\n| 1 | 2 |\n| `x|y` | 2 |", 4)]
    [InlineData("in a list", "- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 | 3 |", 5)]
    public void OddTable_IsNamed(string oddity, string table, int line) =>
        Assert.True(Assert.Single(RenderedNote.Text(table).Mistakes).Line == line, oddity);

    [Theory(DisplayName = "Good tables are not")]
    [InlineData("a | b\n-|-\n1 | 2")]
    [InlineData("| a | b |\n|:--|--:|\n|  |  |")]
    [InlineData("| a | b |\n|---|---|\n| 1 |")]
    [InlineData("| a |\n|---|\n| 1 |")]
    public void GoodTable_IsNotNamed(string table) => Assert.Empty(RenderedNote.Text(table).Mistakes);
}
