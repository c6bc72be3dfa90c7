using LearnWeb.Models.Search;
using Xunit;
using static LearnWeb.Tests.Unit.Search.SearchCorpus;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>Which piece of a long text a hit shows.</summary>
public sealed class SnippetTests
{
    [Theory]
    [InlineData("zh", "握手", "首先要说的是别的事情，", "双方握手", 60)]
    [InlineData("en", "handshake", "These words are about something else altogether ", "a handshake", 160)]
    public void LongText_IsCutAroundTheMatch(string language, string query, string filler, string match, int length)
    {
        var text =
            string.Concat(Enumerable.Repeat(filler, 40)) + match + "，" + string.Concat(Enumerable.Repeat(filler, 40));
        var snippet = Snippet(language, query, text);
        Assert.Equal(["…", "…"], [snippet[0].Text, snippet[^1].Text]);
        Assert.Equal([query], snippet.Where(part => part.Hit).Select(part => part.Text));
        Assert.InRange(snippet.Sum(part => part.Text.Length), length * 3 / 4, length + 2);
    }

    [Fact]
    public void SeveralWords_AreShownWhereTheyStandTogether()
    {
        var gap = string.Concat(Enumerable.Repeat("filling the gap with more of it, ", 20));
        var snippet = Snippet(
            "en",
            "client server",
            $"client {gap} client client {gap} the client and the server {gap} server"
        );
        Assert.Equal(["client", "server"], snippet.Where(part => part.Hit).Select(part => part.Text));
    }

    [Fact]
    public void Snippet_BeginsWithTheSentence_AndSplitsNoWord()
    {
        var gap = string.Concat(Enumerable.Repeat("Other sentences are here in great number. ", 20));
        var snippet = Snippet("en", "handshake", $"{gap}Then comes the handshake between unquestionably {gap}");
        Assert.Equal("Then comes the ", snippet[1].Text);
        AssertEach.Of(
            snippet[^2].Text.Split(' '),
            word => Assert.Contains(word.Trim(), $"{gap} between unquestionably".Split(' '))
        );
    }

    [Fact]
    public void MatchAtTheEnd_FillsTheSnippetFromBefore()
    {
        var snippet = Snippet("zh", "握手", string.Concat(Enumerable.Repeat("别的", 200)) + "握手");
        Assert.Equal(("…", "握手"), (snippet[0].Text, snippet[^1].Text));
        Assert.InRange(snippet.Sum(part => part.Text.Length), 55, 61);
    }

    [Fact]
    public void SurrogatePairs_AreNeverSplit()
    {
        var snippet = Snippet(
            "zh",
            "握手",
            string.Concat(Enumerable.Repeat("𠮷", 201)) + "握手" + string.Concat(Enumerable.Repeat("𠮷😀", 99))
        );
        AssertEach.Of(snippet, part => Assert.DoesNotContain('\uFFFD', part.Text));
        AssertEach.Of(snippet, part => Assert.True(part.Text.IsNormalized(), "a lone surrogate")); // throws for one
    }

    [Fact]
    public void MatchOnlyInTheHeading_ShowsTheBeginningOfTheText()
    {
        var snippet = Snippet("en", "heading", string.Concat(Enumerable.Repeat("some words ", 50)));
        Assert.StartsWith("some words some", snippet[0].Text, StringComparison.Ordinal);
        Assert.Equal("…", snippet[^1].Text);
    }

    [Fact]
    public void ControlCharactersInTheText_DoNotPassForMarks()
    {
        var snippet = Snippet("en", "word", "a \u0002word\u0003 and \u001Fmore\0");
        Assert.Equal([new("a ", false), new("word", true), new(" and more", false)], snippet);
    }

    private static IReadOnlyList<SnippetPart> Snippet(string language, string query, string text)
    {
        using var index = SearchIndex.Build(
            [Page(language, "note", "a", "Title", 1, ("", "The heading", text))],
            Synonyms.None
        );
        return Assert.Single(index.Search(language, query).Hits).Snippet;
    }
}
