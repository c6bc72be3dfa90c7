using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

/// <summary>Whatever a note's author writes, the page holds no script, no style, no foreign frame.</summary>
public sealed class HostileMarkdownTests
{
    private static readonly HashSet<string> AllowedSchemes = ["http", "https", "mailto"];

    [Theory(DisplayName = "Markup in Markdown has no effect")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a <img src=x onerror=alert(1)> b")]
    [InlineData("<div onclick=alert(1)>\n\ntext\n\n</div>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#10;script:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](<java\\\nscript:alert(1)>)")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](//evil.example/)")]
    [InlineData("[x](\\\\evil.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](https://evil.example/x.png)")]
    [InlineData("![x](../../etc/passwd)")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("## Heading {onclick=alert(1)}")]
    [InlineData("## Heading {#x onclick=alert(1)}")]
    [InlineData("text {.evil style=\"position:fixed\"}")]
    [InlineData("::: quiz {onclick=alert(1)}\nQ?\n\n- [x] a\n\n  why\n:::")]
    [InlineData("| a |\n|:-:|\n| <script> |")]
    [InlineData("```html\n<script>alert(1)</script>\n```")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    [InlineData("[^a\"><script>]: x\n\n[^a\"><script>]")]
    [InlineData("![video](https://www.youtube.com/watch?v=x)")]
    public void Markup_HasNoEffect(string markdown) => AssertHarmless(markdown);

    [Fact]
    public void AnyInput_RendersHarmlesslyOrIsRefusedByLine()
    {
        var pieces = Gen.Elements(
            "# ",
            "## ",
            "a",
            "中",
            "*",
            "**",
            "`",
            "```\n",
            "```http\n",
            "```sequence\n",
            "participant a client A\n",
            "a -> a: x\n",
            "GET / HTTP/1.1\n",
            ":::",
            "::: quiz\n",
            "::: answers\n",
            "::: misconception\n",
            "::: lab web\n",
            "- [x] ",
            "- [ ] ",
            "\n",
            "\n\n",
            "[x](",
            "javascript:",
            "data:",
            ")",
            "<script>",
            "</script>",
            "<img onerror=x>",
            "{#id}",
            "{#",
            "｛#中｝",
            "{onclick=x}",
            "|",
            "|-|\n",
            "\\|",
            "[^1]",
            "[^1]: ",
            "^^^\n",
            "\"",
            "'",
            "&#106;",
            "\\",
            "\0",
            "\ud800"
        );
        var documents = pieces.ListOf().Select(parts => string.Concat(parts));

        Prop.ForAll(documents.ToArbitrary(), AssertHarmless).QuickCheckThrowOnFailure();
    }

    private static void AssertHarmless(string markdown)
    {
        AngleSharp.Dom.IElement html;
        try
        {
            html = RenderedNote.Html(markdown);
        }
        catch (ContentException)
        {
            return; // refused, with a line: never shown
        }

        Assert.Empty(html.QuerySelectorAll("script, style, iframe, object, embed, form, base, meta, link"));
        foreach (var element in html.QuerySelectorAll("*"))
        {
            Assert.DoesNotContain(
                element.Attributes,
                attribute =>
                    attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                    || attribute.Name is "style" or "srcdoc"
            );
            foreach (
                var url in new[] { "href", "src", "action", "xlink:href" }.Select(element.GetAttribute).OfType<string>()
            )
            {
                AssertHarmlessUrl(url, markdown);
            }
        }
    }

    private static void AssertHarmlessUrl(string url, string markdown)
    {
        var withinSite =
            url.Length == 0 || url[0] == '#' || (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal));
        Assert.True(
            withinSite || AllowedSchemes.Contains(url.Split(':')[0].ToLowerInvariant()),
            $"{url} in {markdown}"
        );
    }
}
