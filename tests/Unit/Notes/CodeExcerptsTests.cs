using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

public sealed class CodeExcerptsTests
{
    private const string Source = """
        import socket

        # excerpt: all
        def serve():
            # excerpt: inner
            if True:
                accept()
            # end: inner

            close()
        # end: all
        """;

    [Fact]
    public void Part_IsCutBetweenItsMarks_AndMovedToTheMargin() =>
        Assert.Equal("if True:\n    accept()", CodeExcerpts.Cut(Source, "inner", "x.py#inner"));

    [Fact]
    public void MarksInsideAPart_AreNotShown() =>
        Assert.Equal(
            "def serve():\n    if True:\n        accept()\n\n    close()",
            CodeExcerpts.Cut(Source, "all", "x.py#all")
        );

    [Theory]
    [InlineData("// excerpt: a\nx\n// end: a")]
    [InlineData("@* excerpt: a *@\nx\n@* end: a *@")]
    [InlineData("{# excerpt: a #}\nx\n{# end: a #}")]
    [InlineData("<!-- excerpt: a -->\nx\n<!-- end: a -->")]
    public void Marks_AreCommentsOfManyLanguages(string source) =>
        Assert.Equal("x", CodeExcerpts.Cut(source, "a", "f#a"));

    [Theory(DisplayName = "A broken mark is refused")]
    [InlineData("never opened", "x\n# end: a")]
    [InlineData("never closed", "# excerpt: a\nx")]
    [InlineData("marked twice", "# excerpt: a\nx\n# end: a\n# excerpt: a\ny\n# end: a")]
    [InlineData("closed before it opens", "# end: a\nx\n# excerpt: a")]
    public void BrokenMark_IsRefused(string mistake, string source) =>
        Assert.True(
            Assert
                .Throws<ContentException>(() => CodeExcerpts.Cut(source, "a", "f#a"))
                .Message.Contains("f#a", StringComparison.Ordinal),
            mistake
        );
}
