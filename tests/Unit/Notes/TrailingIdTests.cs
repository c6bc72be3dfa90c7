using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

/// <summary>Ids that authors give to headings and paragraphs.</summary>
public sealed class TrailingIdTests
{
    [Theory(DisplayName = "An id that is none is named, and shown")]
    [InlineData("{#握手}")]
    [InlineData("｛#fw｝")]
    [InlineData("{＃fw}")]
    [InlineData("{#fw｝")]
    [InlineData("{# id}")]
    [InlineData("{ #id}")]
    [InlineData("{#a b}")]
    [InlineData("{#a_b}")]
    [InlineData("{#-a}")]
    [InlineData("{#a.b}")]
    [InlineData("{#}")]
    [InlineData("{#id")]
    [InlineData("{#ｉｄ}")]
    [InlineData("{#id .class}")]
    [InlineData("{#id}。")]
    [InlineData("{#id} more")]
    [InlineData("{#a} {#b}")]
    public void MistakenId_IsNamedAndShown(string id)
    {
        foreach (var before in new[] { "## 标题 ", "文字 ", "- 项 ", "> 引 ", "| 表 |\n|---|\n| 格 " })
        {
            var text = RenderedNote.Text($"好。\n\n{before}{id}");

            var mistake = Assert.Single(text.Mistakes);
            Assert.Equal(before.Count(c => c == '\n') + 3, mistake.Line);
            Assert.Contains(id.Split(' ')[0].TrimEnd('。'), mistake.Message, StringComparison.Ordinal);
            Assert.Contains(id.Split(' ')[0], RenderedNote.Html($"{before}{id}").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory(DisplayName = "What is no id, or is one, is not named")]
    [InlineData("## T {#id}")]
    [InlineData("## T{#id}  ")]
    [InlineData("## `{# comment #}` in templates {#templates}")]
    [InlineData("\\* starred {#id}")]
    [InlineData("The sign \\{#x}")]
    [InlineData("`{#中文}`")]
    [InlineData("```\n{# x\n```")]
    [InlineData("{} and {x}")]
    public void GoodText_IsNotNamed(string markdown) => Assert.Empty(RenderedNote.Text(markdown).Mistakes);

    [Theory(DisplayName = "An id can be linked to wherever its text stands")]
    [InlineData("A fact. {#fact}", "p")]
    [InlineData("- A fact. {#fact}\n- Another.", "li")]
    [InlineData("- A fact. {#fact}\n\n- Another.", "li p")]
    [InlineData("| a |\n|---|\n| A fact. {#fact} |", "td")]
    [InlineData("> A fact. {#fact}", "blockquote p")]
    [InlineData("\\*A fact. {#fact}", "p")]
    public void Id_CanBeLinkedTo(string markdown, string selector) =>
        Assert.Equal("fact", RenderedNote.Html(markdown).QuerySelector(selector)!.Id);

    [Fact]
    public void EscapedId_IsText() =>
        Assert.Equal("The sign {#x}", RenderedNote.Html("The sign \\{#x}").TextContent.Trim());

    [Fact]
    public void IdMadeFromWords_GivesWayToAGivenOne() =>
        Assert.Equal(
            ["hello-2", "hello"],
            RenderedNote.Text("## Hello\n\n## World {#hello}").Headings.Select(heading => heading.Id)
        );

    [Fact]
    public void Mistake_IsNamedWithFileAndLine_AndTheNoteIsShown()
    {
        using var content = new ContentFolder();
        content.Write("web/zh.md", ContentFolder.Note("## 标题 {#握手}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |"));

        var journey = content.Read();

        Assert.Equal(
            [("web/zh.md", 8), ("web/zh.md", 12)],
            journey.Problems.Select(problem => (problem.File, problem.Line))
        );
        Assert.Contains("标题", journey.Stations[0].Notes[Language.Chinese].Text.Value.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void IdGivenTwice_IsNamedWithFileAndLine()
    {
        using var content = new ContentFolder();
        content.Write("web/en.md", ContentFolder.Note("## A {#x}\n\nText. {#x}"));

        var problem = Assert.Single(content.Read().Problems);
        Assert.Equal(("web/en.md", 10), (problem.File, problem.Line));
        Assert.StartsWith("The id `x` is used twice.", problem.Message, StringComparison.Ordinal);
    }
}
