using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

/// <summary>Where a line ends within a sentence: CSS Text 4, "Segment Break Transformation Rules".</summary>
public sealed class SoftBreakTests
{
    [Theory(DisplayName = "A line break between wide characters shows nothing, in any language")]
    [InlineData("two ideographs", "厚\n德", "厚德")]
    [InlineData("after a full-width comma", "厚，\n德", "厚，德")]
    [InlineData("before a full-width bracket", "厚\n（德）", "厚（德）")]
    [InlineData("between full-width signs", "厚。\n《德》", "厚。《德》")]
    [InlineData("full-width digits", "１\n２", "１２")]
    [InlineData("kana", "カ\nな", "カな")]
    [InlineData("half-width katakana", "ｶ\nﾅ", "ｶﾅ")]
    [InlineData("beyond the basic plane", "𠀀\n𠀁", "𠀀𠀁")]
    [InlineData("zero-width space", "GET\u200B\nPOST", "GET\u200BPOST")]
    [InlineData("blanks at both ends", "厚 \n   德", "厚德")]
    [InlineData("three lines", "厚\n德\n载物", "厚德载物")]
    public void BreakBetweenWideCharacters_ShowsNothing(string place, string markdown, string expected) =>
        Assert.All(Language.All, language => Assert.True(Shown(markdown, language) == expected, place));

    [Theory(DisplayName = "Any other line break stays")]
    [InlineData("Latin letters", "one\ntwo")]
    [InlineData("Latin after Chinese", "用\nGET")]
    [InlineData("Chinese after Latin", "GET\n方法")]
    [InlineData("Latin after a full-width comma", "厚，\nGET")]
    [InlineData("Hangul", "자강\n불식")]
    [InlineData("Hangul after an ideograph", "厚\n한")]
    [InlineData("a digit", "共\n3 个")]
    [InlineData("Greek, ambiguous but no sign", "厚\nα")]
    public void OtherBreak_Stays(string place, string markdown) =>
        Assert.All(Language.All, language => Assert.True(Shown(markdown, language) == markdown, place));

    [Theory(DisplayName = "Beside a sign of ambiguous width, a break goes in Chinese only")]
    [InlineData("他说\n“好”")]
    [InlineData("“好”\n他说")]
    [InlineData("然后……\n德")]
    [InlineData("客户\n→ 服务器")]
    public void BreakBesideAmbiguousSign_GoesInChinese(string markdown)
    {
        Assert.Equal(markdown.Replace("\n", "", StringComparison.Ordinal), Shown(markdown, Language.Chinese));
        Assert.Equal(markdown, Shown(markdown, Language.English));
    }

    [Theory(DisplayName = "Emphasis, links, code and footnotes around the characters make no difference")]
    [InlineData("**厚**\n德")]
    [InlineData("厚\n**德**")]
    [InlineData("**厚\n德**")]
    [InlineData("*厚*\n**德**")]
    [InlineData("[厚](/zh)\n德")]
    [InlineData("[厚\n德](/zh)")]
    [InlineData("[**厚**](/zh)\n[**德**](/zh)")]
    [InlineData("`厚`\n德")]
    [InlineData("厚\n`德`")]
    [InlineData("厚[^1]\n德\n\n[^1]: x")]
    [InlineData("厚&#xFF0C;\n德")]
    public void Markup_MakesNoDifference(string markdown) =>
        Assert.DoesNotContain(RenderedNote.Html(markdown).QuerySelector("p")!.TextContent, c => c is '\n' or ' ');

    [Theory(DisplayName = "Wherever text stands, its broken lines are joined")]
    [InlineData("- 列表里换\n  行", "li", "列表里换行")]
    [InlineData("- 松\n\n- 列表里换\n  行", "li + li p", "列表里换行")]
    [InlineData("> 引用换\n> 行", "blockquote p", "引用换行")]
    [InlineData("> 引用换\n行", "blockquote p", "引用换行")]
    [InlineData("标题换\n行 {#a}\n===", "h2", "标题换行 #")]
    [InlineData("注[^1]\n\n[^1]: 脚注换\n    行", ".footnotes p", "脚注换行↩")]
    [InlineData("::: quiz\n问题换\n行？\n\n- [x] 答案换\n  行\n\n  解释换\n  行\n:::", "legend", "问题换行？")]
    [InlineData("::: quiz\n问？\n\n- [x] 答案换\n  行\n\n  解释换\n  行\n:::", ".why p", "解释换行")]
    public void Text_IsJoinedWhereverItStands(string markdown, string selector, string expected) =>
        Assert.Equal(expected, RenderedNote.Html(markdown).QuerySelector(selector)!.TextContent);

    [Fact]
    public void WordsOfAnImage_AreATextOfTheirOwn()
    {
        var html = RenderedNote.Html("厚\n![厚\n德](a.png)\n德", Language.Chinese);

        Assert.Equal("厚德", html.QuerySelector("img")!.GetAttribute("alt"));
        Assert.Equal("厚\n\n德", html.TextContent.Trim());
    }

    [Theory(DisplayName = "A hard break stays")]
    [InlineData("厚\\\n德")]
    [InlineData("厚  \n德")]
    public void HardBreak_Stays(string markdown) => Assert.NotNull(RenderedNote.Html(markdown).QuerySelector("br"));

    [Fact]
    public void Code_IsLeftAlone() =>
        Assert.Equal("厚\n德", RenderedNote.Html("```\n厚\n德\n```").QuerySelector("code")!.TextContent.TrimEnd());

    [Fact]
    public void HeadingsAndSections_AreJoined_ForContentsAndSearch()
    {
        var text = RenderedNote.Text("标题换\n行\n---\n\n自强不息，厚\n德载物。\n\nGET\nPOST", Language.Chinese);

        Assert.Equal(new Heading(2, "标题换行", "标题换行"), Assert.Single(text.Headings));
        Assert.Equal(new Section("标题换行", "标题换行", "自强不息，厚德载物。\nGET\nPOST"), text.Sections[1]);
    }

    [Fact]
    public void Erratum_IsJoined_InItsNoteAndOnItsPage()
    {
        using var content = new ContentFolder();
        content.Write(
            "web/errata.yml",
            """
            - id: flat-earth
              section: shape
              source: "[RFC](https://www.rfc-editor.org/)"
              zh:
                claim: 地是
                  平的
                truth: |
                  地是圆
                  的。
              en: { claim: The earth is flat, truth: It is round. }
            """
        );
        content.Write("web/zh.md", ContentFolder.Note("::: misconception flat-earth\n:::"));

        var journey = content.Read();

        Assert.Contains(
            "地是平的",
            journey.Stations[0].Notes[Language.Chinese].Text.Value.Html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "地是圆的。",
            journey.Stations[0].Notes[Language.Chinese].Text.Value.Html,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ("地是平的", "地是圆的。"),
            journey.Errata[0].Words is var words ? (words.Title, words.Text) : default
        );
    }

    /// <summary>The text of the only paragraph.</summary>
    private static string Shown(string markdown, Language language) =>
        Assert.Single(RenderedNote.Html(markdown, language).QuerySelectorAll("p")).TextContent;
}
