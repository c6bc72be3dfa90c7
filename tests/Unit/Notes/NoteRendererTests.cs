using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

public sealed class NoteRendererTests
{
    private const string Quiz = """
        ::: quiz
        Is it so?

        - [ ] Yes

          Because not.
        - [x] No

          Because **so**.
        :::
        """;

    [Fact]
    public void RefusedLink_KeepsItsWords()
    {
        var html = RenderedNote.Html(
            "A [words kept](javascript:alert(1)) B [two](ftp://x/y) C [phone](tel:123) D [bad "
                + "**bold**](x.html) E ![seen](../x.png)"
        );

        Assert.Empty(html.QuerySelectorAll("a, img"));
        Assert.Equal("A words kept B two C phone D bad bold E seen", html.TextContent.Trim());
        Assert.Equal("bold", html.QuerySelector("strong")!.TextContent);
    }

    [Fact]
    public void HeadingWithId_HasAnchorAndLinkToItself()
    {
        var html = RenderedNote.Html("## 三次握手 {#handshake}");

        var heading = html.QuerySelector("h2")!;
        Assert.Equal("handshake", heading.Id);
        Assert.Equal("#handshake", heading.QuerySelector("a.heading-link")!.GetAttribute("href"));
        Assert.Equal([new Heading(2, "handshake", "三次握手")], RenderedNote.Text("## 三次握手 {#handshake}").Headings);
    }

    [Fact]
    public void HeadingsWithoutId_GetDifferentIdsFromTheirWords() =>
        Assert.Equal(
            ["get-与-post", "get-与-post-2"],
            RenderedNote.Text("## GET 与 POST\n\n## GET 与 POST").Headings.Select(heading => heading.Id)
        );

    [Fact]
    public void SameIdTwice_IsRefused() =>
        Assert.Equal(3, Assert.Throws<ContentException>(() => RenderedNote.Text("## A {#x}\n\n## B {#x}")).Line);

    [Fact]
    public void ParagraphWithId_CanBeLinkedTo() =>
        Assert.Equal("fact", RenderedNote.Html("A fact. {#fact}").QuerySelector("p")!.Id);

    [Fact]
    public void TableWithAnEmptyCorner_HasRowHeads()
    {
        var html = RenderedNote.Html("|   | Cookie | JWT |\n|---|---|---|\n| bytes | 58 | 431 |\n| `id` | row | key |");

        Assert.Equal(["bytes", "id"], html.QuerySelectorAll("tbody th[scope=row]").Select(head => head.TextContent));
        Assert.Equal(["58", "431", "row", "key"], html.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Empty(RenderedNote.Html("| a | b |\n|---|---|\n| 1 | 2 |").QuerySelectorAll("tbody th"));
    }

    [Fact]
    public void Table_ScrollsByKeyboard_AndAlignsByClass()
    {
        var html = RenderedNote.Html("| a | b |\n|---|--:|\n| 1 | 2 |");

        Assert.Equal("0", html.QuerySelector(".table-scroll")!.GetAttribute("tabindex"));
        Assert.Equal("align-right", html.QuerySelector("td:nth-child(2)")!.ClassName);
        Assert.Empty(html.QuerySelectorAll("[style]"));
    }

    [Theory(DisplayName = "Long code may break after its punctuation")]
    [InlineData("http://learn.example/notes", "http://<wbr>learn.<wbr>example/<wbr>notes")]
    [InlineData("<form>&<form action=x>", "&lt;form&gt;&amp;&lt;form action=<wbr>x&gt;")]
    [InlineData("Content-Length", "Content-Length")]
    [InlineData("127.0.0.1:8000", "127.0.0.1:8000")]
    public void LongCode_MayBreakAfterPunctuation(string code, string expected) =>
        Assert.Equal(expected, RenderedNote.Html($"`{code}`").QuerySelector("code")!.InnerHtml);

    [Fact]
    public void Footnote_LinksBothWays()
    {
        var html = RenderedNote.Html("Text[^a].\n\n[^a]: The note.");

        var reference = html.QuerySelector("a.footnote-ref")!;
        Assert.NotNull(html.QuerySelector($"[id='{reference.GetAttribute("href")![1..]}']"));
        Assert.Equal($"#{reference.Id}", html.QuerySelector("a.footnote-back-ref")!.GetAttribute("href"));
    }

    [Fact]
    public void ChineseEmphasis_WorksBesidePunctuation() =>
        Assert.Equal("加粗。", RenderedNote.Html("中文**加粗。**后面").QuerySelector("strong")!.TextContent);

    [Fact]
    public void Quiz_IsOneRadioGroup_WithAnExplanationForEachAnswer()
    {
        var html = RenderedNote.Html(Quiz + "\n\n" + Quiz);

        var questions = html.QuerySelectorAll("fieldset.quiz");
        Assert.Equal(2, questions.Length);
        Assert.Equal(
            ["quiz-1", "quiz-2"],
            questions.Select(q =>
                Assert.Single(q.QuerySelectorAll("input").Select(input => input.GetAttribute("name")).Distinct())!
            )
        );
        Assert.Equal(
            ["wrong", "right"],
            questions[0].QuerySelectorAll("input").Select(input => input.GetAttribute("value"))
        );
        AssertEach.Of(
            html.QuerySelectorAll(".choice"),
            choice => Assert.NotEmpty(choice.QuerySelector(".why p")!.TextContent)
        );
        Assert.Equal("Is it so?", questions[0].QuerySelector("legend")!.TextContent);
    }

    [Fact]
    public void Answers_ShowThreePanels_TheShortOneFirst()
    {
        var html = RenderedNote.Html(
            """
            :::: answers
            ::: short
            S
            :::
            ::: long
            L
            :::
            ::: follow-ups
            F
            :::
            ::::
            """
        );

        Assert.Equal("answer-short", html.QuerySelector("input[checked]")!.Id);
        Assert.Equal(["S", "L", "F"], html.QuerySelectorAll(".answer").Select(panel => panel.TextContent.Trim()));
    }

    [Fact]
    public void Misconception_QuotesItsErratum_ClaimFirst_SourceLast()
    {
        var box = RenderedNote.Html("::: misconception flat-earth\n:::").QuerySelector(".misconception")!;

        Assert.EndsWith("The earth is flat", box.QuerySelector(".claim")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("It is round.", box.QuerySelector("p:nth-child(2)")!.TextContent);
        Assert.Equal(
            ["https://www.rfc-editor.org/rfc/rfc9110#section-1", "/en/errata#flat-earth"],
            box.QuerySelectorAll(".source a").Select(link => link.GetAttribute("href"))
        );
    }

    [Fact]
    public void EmptyFence_ShowsTheFileItNames()
    {
        var html = RenderedNote.Html("```csharp src/LearnWeb/Models/Language.cs\n```");

        Assert.Equal("src/LearnWeb/Models/Language.cs", html.QuerySelector(".code-file")!.TextContent);
        Assert.StartsWith(
            "using System.Globalization;",
            html.QuerySelector("code")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void LabCard_IsShownForALabThatExists_AndPromisedForNoOther()
    {
        Assert.Equal(
            "/en/labs/web",
            RenderedNote.Html("::: lab web\n:::").QuerySelector(".lab-card a")!.GetAttribute("href")
        );
        Assert.Empty(RenderedNote.Html("::: lab time-travel\n:::").TextContent.Trim());
    }

    [Fact]
    public void Image_BecomesAFigureWithCaption_ServedBesideItsNote()
    {
        var text = RenderedNote.Text("^^^\n![what](path.svg)\n^^^ The caption");
        var html = RenderedNote.Html("^^^\n![what](path.svg)\n^^^ The caption");

        Assert.Equal("/notes/web/path.svg", html.QuerySelector("figure img")!.GetAttribute("src"));
        Assert.Equal("The caption", html.QuerySelector("figcaption")!.TextContent);
        Assert.Equal(1, text.Figures);
    }

    [Theory(DisplayName = "A malformed block is refused at its line")]
    [InlineData("unknown block", "\n\n::: warning\nx\n:::", 3)]
    [InlineData("answers without follow-ups", ":::: answers\n::: short\nx\n:::\n::::", 1)]
    [InlineData("misconception that nobody wrote", "x\n\n::: misconception square-earth\n:::", 3)]
    [InlineData("misconception with words of its own", "::: misconception flat-earth\nclaim\n:::", 1)]
    [InlineData("code that is not there", "x\n\n```python missing.py\n```", 3)]
    [InlineData("code outside the folders", "```python ../../README.md\n```", 1)]
    [InlineData("quiz without answers", "::: quiz\nQ?\n:::", 1)]
    [InlineData("quiz without a right answer", "::: quiz\nQ?\n\n- [ ] a\n\n  why\n:::", 4)]
    [InlineData("quiz with two right answers", "::: quiz\nQ?\n\n- [x] a\n\n  why\n- [x] b\n\n  why\n:::", 4)]
    [InlineData("quiz answer without explanation", "::: quiz\nQ?\n\n- [x] a\n- [ ] b\n\n  why\n:::", 4)]
    public void MalformedBlock_IsRefused(string mistake, string markdown, int line) =>
        Assert.True(Assert.Throws<ContentException>(() => RenderedNote.Text(markdown)).Line == line, mistake);

    [Fact]
    public void Sections_FollowTheHeadings_AndHoldPlainWords()
    {
        var sections = RenderedNote
            .Text("Before **all**.\n\n## One {#one}\n\n`code` and [link](/en).\n\n```sh\nls\n```")
            .Sections;

        Assert.Equal([new Section("", "", "Before all."), new Section("one", "One", "code and link.\nls")], sections);
    }
}
