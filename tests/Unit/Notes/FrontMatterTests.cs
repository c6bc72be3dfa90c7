using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

public sealed class FrontMatterTests
{
    private const string Good =
        "---\ntitle: T\nsummary: S\norder: 4\nrequires: [web]\nupdated: 2026-11-23\n---\ntext\n";

    [Fact]
    public void GoodFrontMatter_IsReadWhole()
    {
        var (front, markdown, linesBefore) = FrontMatter.Parse(Good, Language.English);

        Assert.Equal("T", front.Title);
        Assert.Equal("S", front.Summary);
        Assert.Equal(4, front.Order);
        Assert.Equal(["web"], front.Requires);
        Assert.Equal(new DateOnly(2026, 11, 23), front.Updated);
        Assert.Empty(front.Covers);
        Assert.Equal("text\n", markdown);
        Assert.Equal(7, linesBefore);
    }

    [Theory(DisplayName = "The line calls a station by its short name, or by its title")]
    [InlineData("title: HTTP messages", "HTTP messages")]
    [InlineData("title: HTTP messages\nshort: HTTP", "HTTP")]
    public void ShortName_IsTheTitleUnlessGiven(string keys, string expected) =>
        Assert.Equal(
            expected,
            FrontMatter
                .Parse(Good.Replace("title: T", keys, StringComparison.Ordinal), Language.English)
                .Front.ShortTitle
        );

    [Theory(DisplayName = "Spaces after the marks of the front matter do not matter")]
    [InlineData("---  ", "---")]
    [InlineData("---", "--- ")]
    [InlineData("---\t", "---\t ")]
    public void SpaceAfterAMark_DoesNotMatter(string opening, string closing)
    {
        var source = $"{opening}\n{Good[4..].Replace("\n---\n", $"\n{closing}\n", StringComparison.Ordinal)}";
        var (front, markdown, linesBefore) = FrontMatter.Parse(source, Language.English);

        Assert.Equal(("T", "text\n", 7), (front.Title, markdown, linesBefore));
    }

    [Theory(DisplayName = "A summary of several lines has no spaces where Chinese lines were broken")]
    [InlineData("自强不息，厚\n  德载物。", "自强不息，厚德载物。")]
    [InlineData(">-\n  自强不息，厚\n  德载物。", "自强不息，厚德载物。")]
    [InlineData("|-\n  自强不息，厚\n  德载物。", "自强不息，厚德载物。")]
    [InlineData("\"自强不息，\n  厚德载物。\"", "自强不息，厚德载物。")]
    [InlineData("他说\n  “厚德”", "他说“厚德”")]
    [InlineData("厚 德", "厚 德")]
    [InlineData("用 GET\n  方法", "用 GET 方法")]
    [InlineData("자강\n  불식", "자강 불식")]
    public void SummaryOfSeveralLines_HasNoSpacesBetweenChineseCharacters(string summary, string expected)
    {
        var source = Good.Replace("summary: S", $"summary: {summary}", StringComparison.Ordinal);
        Assert.Equal(expected, FrontMatter.Parse(source, Language.Chinese).Front.Summary);
    }

    [Theory(DisplayName = "Front matter with a mistake is refused, naming key and line")]
    [InlineData("no front matter", "text", 1, "front matter")]
    [InlineData("never closed", "---\ntitle: T\n", 1, "---")]
    [InlineData("missing key", "---\ntitle: T\nsummary: S\norder: 1\nrequires: []\n---\n", 1, "updated")]
    [InlineData("unknown key", "---\ntitle: T\nauthor: me\n---\n", 3, "author")]
    [InlineData("key given twice", "---\ntitle: T\ntitle: U\n---\n", 3, "title")]
    [InlineData(
        "empty text",
        "---\ntitle:\nsummary: S\norder: 1\nrequires: []\nupdated: 2026-11-23\n---\n",
        2,
        "title"
    )]
    [InlineData(
        "empty short name",
        "---\ntitle: T\nshort:\nsummary: S\norder: 1\nrequires: []\nupdated: 2026-11-23\n---\n",
        3,
        "short"
    )]
    [InlineData(
        "order not a number",
        "---\ntitle: T\nsummary: S\norder: x\nrequires: []\nupdated: 2026-11-23\n---\n",
        4,
        "order"
    )]
    [InlineData(
        "order zero",
        "---\ntitle: T\nsummary: S\norder: 0\nrequires: []\nupdated: 2026-11-23\n---\n",
        4,
        "order"
    )]
    [InlineData(
        "requires not a list",
        "---\ntitle: T\nsummary: S\norder: 1\nrequires: web\nupdated: 2026-11-23\n---\n",
        5,
        "requires"
    )]
    [InlineData(
        "date in another form",
        "---\ntitle: T\nsummary: S\norder: 1\nrequires: []\nupdated: 23.11.2026\n---\n",
        6,
        "updated"
    )]
    [InlineData("not YAML", "---\ntitle: [\n---\n", 3, "YAML")]
    [InlineData("a list, not keys", "---\n- a\n---\n", 1, "key: value")]
    public void Mistake_IsRefused(string mistake, string source, int line, string named)
    {
        var error = Assert.Throws<ContentException>(() => FrontMatter.Parse(source, Language.English));

        Assert.True(error.Message.Contains(named, StringComparison.Ordinal), $"{mistake}: {error.Message}");
        Assert.Equal(line, error.Line);
    }
}
