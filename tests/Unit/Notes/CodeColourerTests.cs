using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Rendering.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

public sealed class CodeColourerTests
{
    [Theory(DisplayName = "Comments, strings, numbers and keywords are told apart")]
    [InlineData(
        "csharp",
        "return 1; // x",
        "<span class=\"tok-keyword\">return</span> <span class=\"tok-number\">1</span>; <span "
            + "class=\"tok-comment\">// x</span>"
    )]
    [InlineData("csharp", "\"a\\\"b\" c", "<span class=\"tok-string\">&quot;a\\&quot;b&quot;</span> c")]
    [InlineData("csharp", "/* a\nb */ x", "<span class=\"tok-comment\">/* a\nb */</span> x")]
    [InlineData(
        "python",
        "def f(): # no",
        "<span class=\"tok-keyword\">def</span> f(): <span class=\"tok-comment\"># no</span>"
    )]
    [InlineData(
        "python",
        "'''a\n'b''' x",
        "<span class=\"tok-string\">&#39;&#39;&#39;a\n&#39;b&#39;&#39;&#39;</span> x"
    )]
    [InlineData(
        "python",
        "'open\nx = 1",
        "<span class=\"tok-string\">&#39;open</span>\nx = <span class=\"tok-number\">1</span>"
    )]
    [InlineData(
        "sql",
        "SELECT 1 -- x",
        "<span class=\"tok-keyword\">SELECT</span> <span class=\"tok-number\">1</span> <span "
            + "class=\"tok-comment\">-- x</span>"
    )]
    [InlineData(
        "json",
        "{\"a\": true}",
        "{<span class=\"tok-string\">&quot;a&quot;</span>: <span class=\"tok-keyword\">true</span>}"
    )]
    [InlineData("html", "<!-- <p> -->", "<span class=\"tok-comment\">&lt;!-- &lt;p&gt; --&gt;</span>")]
    [InlineData("brainfuck", "<+>", "&lt;+&gt;")]
    public void Code_IsColoured(string language, string code, string expected) =>
        Assert.Equal(expected, CodeColourer.Colour(code, language));

    [Fact]
    public void AnyCode_KeepsItsText()
    {
        var languages = Gen.Elements(
            "csharp",
            "python",
            "javascript",
            "json",
            "html",
            "sh",
            "sql",
            "nginx",
            "yaml",
            "text"
        );
        var pieces = Gen.Elements(
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "`",
            "//",
            "#",
            "/*",
            "*/",
            "<!--",
            "-->",
            "--",
            "\\",
            "\n",
            "a",
            "if",
            "1.5",
            "中",
            "<",
            "&",
            " "
        );
        var cases =
            from language in languages
            from parts in pieces.ListOf()
            select (language, code: string.Concat(parts));

        Prop.ForAll(
                cases.ToArbitrary(),
                pair =>
                    WebUtility.HtmlDecode(
                        Regex.Replace(CodeColourer.Colour(pair.code, pair.language), "</?span[^>]*>", "")
                    ) == pair.code
            )
            .QuickCheckThrowOnFailure();
    }
}
