using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.Notes.Rendering;
using LearnWeb.Models.Wire;
using Xunit;

namespace LearnWeb.Tests.Unit.Content;

/// <summary>What must hold of the notes that are shipped.</summary>
public sealed partial class ContentTests
{
    private static readonly string[] Line =
        ["web", "http", "get-post", "tcp", "forward-proxy", "reverse-proxy", "session-token", "wsgi", "mvc", "flask", "django"];

    private static readonly string Folder = Path.Combine(Repository.Root, "content");

    private static readonly Journey Journey = Load();

    public static TheoryData<string> Slugs { get; } = [.. Line];

    [Fact]
    public void NoFile_HasAMistake() => Assert.Empty(Journey.Problems);

    [Fact]
    public void Stations_StandInTheirOrder()
    {
        Assert.Equal(Line, Journey.Stations.Select(station => station.Slug));
        Assert.Equal(Enumerable.Range(1, Line.Length), Journey.Stations.Select(station => station.Order));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Note_ComesAfterTheNotesItRequires(string slug)
    {
        var station = Journey.Find(slug)!;
        Assert.All(station.Notes.Values.SelectMany(note => note.Front.Requires), required =>
            Assert.True(Journey.Find(required) is { } earlier && earlier.Order < station.Order, $"{slug} requires {required}"));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Twins_HaveTheSameShape(string slug)
    {
        var (zh, en) = Twins(slug);
        Assert.Equal(zh.Headings.Select(h => (h.Level, h.Id)), en.Headings.Select(h => (h.Level, h.Id)));
        Assert.Equal(zh.Figures, en.Figures);
        Assert.Equal(zh.Questions, en.Questions);
        Assert.Equal(zh.Front with { Title = "", Summary = "" }, en.Front with { Title = "", Summary = "" }, FrontMatterShape.Comparer);
        Assert.Equal(RightAnswers(zh), RightAnswers(en));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Covers_NamesIdsThatExist(string slug)
    {
        foreach (var note in Journey.Find(slug)!.Notes.Values)
        {
            var page = new HtmlParser().ParseDocument(note.Html);
            Assert.All(note.Front.Covers, id => Assert.NotNull(page.GetElementById(id)));
        }
    }

    [Theory]
    [InlineData("web")]
    [InlineData("http")]
    [InlineData("get-post")]
    public void FinishedNote_HasEverythingANoteHas(string slug)
    {
        foreach (var note in Journey.Find(slug)!.Notes.Values)
        {
            var page = new HtmlParser().ParseDocument(note.Html);
            Assert.Equal("answers", page.Body!.FirstElementChild!.ClassName);
            Assert.InRange(note.Questions, 3, 5);
            Assert.NotEmpty(page.QuerySelectorAll("figure.sequence svg title"));
            Assert.NotEmpty(page.QuerySelectorAll("figure.wire"));
            Assert.NotEmpty(page.QuerySelectorAll(".misconception"));
            Assert.NotNull(page.GetElementById("sources"));
            Assert.NotEmpty(note.Front.Covers);
        }
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void HttpMessage_SaysItsTrueLength(string slug)
    {
        foreach (var note in Journey.Find(slug)!.Notes.Values)
        {
            foreach (Match block in HttpBlock().Matches(note.Source))
            {
                var lines = block.Groups["lines"].Value switch { "crlf" => BodyLines.Crlf, "crlf-final" => BodyLines.CrlfFinal, _ => BodyLines.Lf };
                var message = HttpText.Parse(block.Groups["text"].Value, lines);
                var said = message.Fields.Where(field => field.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Select(field => field.Value.Trim());
                var sent = Encoding.UTF8.GetByteCount(message.Body).ToString(CultureInfo.InvariantCulture);
                Assert.True(message.Body.Length == 0 || said.All(length => length == sent), $"{note.Slug}/{note.Language}: {message.StartLine} has {sent} bytes");
            }
        }
    }

    [GeneratedRegex(@"^```http ?(?<lines>crlf-final|crlf)?[^\n]*\n(?<text>.*?)\n```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex HttpBlock();

    private static (Note Chinese, Note English) Twins(string slug)
    {
        var notes = Journey.Find(slug)!.Notes;
        return (notes[Language.Chinese], notes[Language.English]);
    }

    private static IEnumerable<string?> RightAnswers(Note note) =>
        new HtmlParser().ParseDocument(note.Html).QuerySelectorAll(".quiz input[value=right]").Select(input => input.Id);

    private static Journey Load()
    {
        var library = new NoteLibrary(Folder, new NoteReader(new NoteRenderer(new LabCatalog(), new CodeExcerpts(Folder, Repository.Root))));
        library.Reload();
        return library.Current;
    }

    private static class FrontMatterShape
    {
        public static readonly IEqualityComparer<FrontMatter> Comparer = EqualityComparer<FrontMatter>.Create(
            (a, b) => a!.Order == b!.Order && a.Updated == b.Updated && a.Requires.SequenceEqual(b.Requires) && a.Covers.SequenceEqual(b.Covers));
    }
}
