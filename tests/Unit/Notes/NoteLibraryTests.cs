using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

/// <summary>What an edit does to the site: a good one shows, a broken one keeps what was good and is named.</summary>
public sealed class NoteLibraryTests : IDisposable
{
    private readonly ContentFolder _content = new();

    public static TheoryData<string, string> TooDeep { get; } =
        new()
        {
            { "brackets", new string('[', 3000) },
            { "quotes", new string('>', 130) + " x" },
            { "more quotes", new string('>', 20_000) + " x" },
            {
                "lists",
                string.Join('\n', Enumerable.Range(0, 400).Select(level => new string(' ', 2 * level) + "- x"))
            },
        };

    [Theory(DisplayName = "A new note is a stop on the line, as long as a screen has room for it")]
    [InlineData(12, 12)]
    [InlineData(40, 16)]
    public void NewNote_IsAStopOnTheLine(int notes, int stops)
    {
        foreach (var order in Enumerable.Range(1, notes))
        {
            _content.Write($"note-{order}/en.md", ContentFolder.Note("Fine.", order));
        }

        Assert.Equal(stops, _content.Read().Line.Count());
    }

    [Theory(DisplayName = "Text too deep to render keeps the last good version, or hides one note")]
    [MemberData(nameof(TooDeep))]
    public void TextTooDeepToRender_IsOneFilesMistake(string what, string markdown)
    {
        _content.Write("http/en.md", ContentFolder.Note("Fine."));
        _content.Write("new/en.md", ContentFolder.Note($"Fine.\n\n{markdown}", order: 2));
        _content.Read();
        _content.Write("http/en.md", ContentFolder.Note($"Fine.\n\n{markdown}"));

        var journey = _content.Read();

        Assert.Equal(["http"], journey.Stations.Select(station => station.Slug));
        Assert.Contains("Fine.", journey.Find("http")!.In(Language.English).Text.Value.Html, StringComparison.Ordinal);
        Assert.Equal(["http/en.md", "new/en.md"], journey.Problems.Select(problem => problem.File));
        AssertEach.Of(
            journey.Problems,
            problem =>
                Assert.True(
                    problem.Line >= 10 && problem.Message.Contains("too deeply", StringComparison.Ordinal),
                    $"{what}: {problem}"
                )
        );
    }

    [Fact]
    public void ErratumTooDeepToRender_IsOneFilesMistake()
    {
        _content.Write("http/en.md", ContentFolder.Note("Fine."));
        _content.Write(
            "http/errata.yml",
            $"- id: a\n  section: b\n  source: c\n  zh: {{ claim: a, truth: b }}\n  en: {{ claim: a, truth: "
                + $"'{new string('>', 130)}' }}"
        );

        var journey = _content.Read();

        Assert.NotNull(journey.Find("http"));
        Assert.Equal(["http/errata.yml"], journey.Problems.Select(problem => problem.File));
    }

    [Theory(DisplayName = "A file in another encoding is refused at its first line that is not UTF-8")]
    [InlineData("gbk", 9)]
    [InlineData("utf-16", 1)]
    public void FileInAnotherEncoding_IsRefused(string encoding, int line)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var bytes = System.Text.Encoding.GetEncoding(encoding);
        _content.Write(
            "http/zh.md",
            [.. bytes.GetPreamble(), .. bytes.GetBytes(ContentFolder.Note("Fine.\n三次握手"))]
        );

        var problem = Assert.Single(_content.Read().Problems);

        Assert.Equal(("http/zh.md", line), (problem.File, problem.Line));
        Assert.Contains("Save the file as UTF-8", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ByteOrderMark_IsNoPartOfTheText()
    {
        _content.Write(
            "http/zh.md",
            [.. System.Text.Encoding.UTF8.Preamble, .. System.Text.Encoding.UTF8.GetBytes(ContentFolder.Note("握手"))]
        );

        Assert.Empty(_content.Read().Problems);
    }

    [Fact]
    public void Synonyms_ArePartOfTheVersion_AndBrokenOnesKeepTheLastGood()
    {
        _content.Write("synonyms.yml", "- [a, b]");
        var before = _content.Read();
        _content.Write("synonyms.yml", "- [a, c]");
        var after = _content.Read();
        _content.Write("synonyms.yml", "- [a, d]\n- alone");
        var broken = _content.Read();

        Assert.Equal("- [a, b]", before.Synonyms);
        Assert.Equal("- [a, c]", after.Synonyms);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal("- [a, c]", broken.Synonyms);
        Assert.Equal(
            ("synonyms.yml", 2),
            Assert.Single(broken.Problems) is var problem ? (problem.File, problem.Line) : default
        );
    }

    [Fact]
    public void ImageAddedLater_IsFound()
    {
        _content.Write("http/en.md", ContentFolder.Note("Fine."));
        _content.Read();
        _content.Write("http/path.svg", "<svg/>");

        Assert.NotNull(_content.Read().Find("http")!.Assets.Find("path.svg"));
    }

    [Theory(DisplayName = "A mistake that shows beside other notes is named with file, line and remedy")]
    [InlineData("order twice", 4, "Give each note a number of its own", 1, "", "2026-11-23")]
    [InlineData("requires an unknown note", 5, "there is no such note", 2, "nope", "2026-11-23")]
    [InlineData("requires itself", 5, "names the note itself", 2, "tcp", "2026-11-23")]
    [InlineData("requires a later note", 5, "comes later", 2, "wsgi", "2026-11-23")]
    [InlineData("updated in the future", 6, "still to come", 2, "web", "2026-11-25")]
    public void MistakeBesideOtherNotes_IsNamed(
        string what,
        int line,
        string message,
        int order,
        string requires,
        string updated
    )
    {
        _content.Write("web/en.md", ContentFolder.Note("Fine."));
        _content.Write("wsgi/en.md", ContentFolder.Note("Fine.", order: 8, requires: "web"));
        _content.Write("tcp/en.md", ContentFolder.Note("Fine.", order, requires, updated));

        var problem = Assert.Single(_content.Read().Problems, problem => problem.File == "tcp/en.md");

        Assert.True(
            problem.Line == line && problem.Message.Contains(message, StringComparison.Ordinal),
            $"{what}: {problem}"
        );
        Assert.NotNull(_content.Library.Current.Find("tcp"));
    }

    [Fact]
    public void GoodNotes_HaveNoProblem()
    {
        // it is tomorrow already, somewhere
        _content.Write("web/zh.md", ContentFolder.Note("好。", updated: "2026-11-24"));
        _content.Write("web/en.md", ContentFolder.Note("Fine."));
        _content.Write("reverse-proxy/en.md", ContentFolder.Note("[Web](../web/en.md)", order: 2, requires: "web"));
        _content.Write("drafts/idea.txt", "not a note");

        Assert.Empty(_content.Read().Problems);
    }

    [Theory]
    [InlineData("UPPER")]
    [InlineData("中文")]
    [InlineData("-x")]
    public void FolderThatIsNoSlug_IsNamed_AndNotPublished(string folder)
    {
        _content.Write($"{folder}/en.md", ContentFolder.Note("Fine."));

        var journey = _content.Read();

        Assert.Empty(journey.Stations);
        Assert.Equal($"{folder}/en.md", Assert.Single(journey.Problems).File);
    }

    [Fact]
    public void RefusedLink_IsNamedAtItsLine()
    {
        _content.Write("web/en.md", ContentFolder.Note("Fine.\n\nA [link](x.html) and ![an image](../x.png)."));

        var journey = _content.Read();

        Assert.Equal([10, 10], journey.Problems.Select(problem => problem.Line));
        Assert.Contains("x.html", journey.Problems[0].Message, StringComparison.Ordinal);
        Assert.NotNull(journey.Find("web"));
    }

    public void Dispose() => _content.Dispose();
}
