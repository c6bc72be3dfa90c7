using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Content;

/// <summary>What must hold of the notes that are shipped.</summary>
public sealed partial class ContentTests
{
    private static readonly Journey Journey = ShippedContent.Journey;

    public static TheoryData<string> Slugs { get; } = [.. Stations.Slugs];

    [Fact]
    public void NoFile_HasAMistake() => Assert.Empty(Journey.Problems);

    [Fact]
    public void Stations_StandInTheirOrder()
    {
        Assert.Equal(Stations.Slugs, Journey.Stations.Select(station => station.Slug));
        Assert.Equal(Enumerable.Range(1, Stations.Slugs.Length), Journey.Stations.Select(station => station.Order));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Note_ComesAfterTheNotesItRequires(string slug)
    {
        var station = Journey.Find(slug)!;
        Assert.All(
            station.Notes.Values.SelectMany(note => note.Front.Requires),
            required =>
                Assert.True(
                    Journey.Find(required) is { } earlier && earlier.Order < station.Order,
                    $"{slug} requires {required}"
                )
        );
    }

    /// <summary>
    /// Who says what they see must name the link (WCAG 2.5.3): the title is its name, the short one is what is seen.
    /// </summary>
    [Theory]
    [MemberData(nameof(Slugs))]
    public void ShortName_IsPartOfTheTitle(string slug) =>
        AssertEach.Of(
            Journey.Find(slug)!.Notes.Values,
            note => Assert.Contains(note.Front.ShortTitle, note.Front.Title, StringComparison.OrdinalIgnoreCase)
        );

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Twins_HaveTheSameShape(string slug)
    {
        var (zh, en) = ShippedContent.Twins(slug);
        Assert.Equal(
            zh.Text.Value.Headings.Select(h => (h.Level, h.Id)),
            en.Text.Value.Headings.Select(h => (h.Level, h.Id))
        );
        Assert.Equal(zh.Figures, en.Figures);
        Assert.Equal(zh.Questions, en.Questions);
        Assert.Equal(
            zh.Front with
            {
                Title = "",
                Summary = "",
            },
            en.Front with
            {
                Title = "",
                Summary = "",
            },
            FrontMatterShape.Comparer
        );
        Assert.Equal(RightAnswers(zh), RightAnswers(en));
        Assert.Equal(Choices(zh), Choices(en));
        Assert.Equal(Shown(zh), Shown(en));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Note_HasEverythingANoteHas(string slug)
    {
        foreach (var note in Journey.Find(slug)!.Notes.Values)
        {
            var page = new HtmlParser().ParseDocument(note.Text.Value.Html);
            Assert.Equal("answers", page.Body!.FirstElementChild!.ClassName);
            // 3 to 5 for one topic; TCP is four (opening, numbers, queues, closing) and asks of each
            Assert.InRange(note.Questions, 3, 7);
            Assert.NotEmpty(page.QuerySelectorAll("figure.sequence svg title"));
            Assert.True(slug == "tcp" || page.QuerySelector("figure.wire") is not null);
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
            foreach (Match block in HttpBlock().Matches(note.Text.Value.Source))
            {
                var lines = block.Groups["lines"].Value switch
                {
                    "crlf" => BodyLines.Crlf,
                    "crlf-final" => BodyLines.CrlfFinal,
                    _ => BodyLines.Lf,
                };
                var message = HttpText.Parse(block.Groups["text"].Value, lines);
                var said = message
                    .Fields.Where(field => field.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                    .Select(field => field.Value.Trim());
                var sent = Encoding.UTF8.GetByteCount(message.Body).ToString(CultureInfo.InvariantCulture);
                Assert.True(
                    message.Body.Length == 0 || said.All(length => length == sent),
                    $"{note.Slug}/{note.Language}: {message.StartLine} has {sent} bytes"
                );
            }
        }
    }

    [GeneratedRegex(
        @"^```http ?(?<lines>crlf-final|crlf)?[^\n]*\n(?<text>.*?)\n```$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex HttpBlock();

    /// <summary>
    /// The same request twice in the note on HTTP: its HTTP/2 bytes are made here from its HTTP/1.1 text.
    /// </summary>
    [Fact]
    public void HeadersFrame_HasTheBytesOfItsRequest()
    {
        foreach (var note in Journey.Find("http")!.Notes.Values)
        {
            var page = new HtmlParser().ParseDocument(note.Text.Value.Html);
            var table = page.QuerySelectorAll("figure:has(table)")
                .Single(figure =>
                    figure.QuerySelector("figcaption")!.TextContent.Contains("HEADERS", StringComparison.Ordinal)
                );
            var shown = string.Concat(
                table
                    .QuerySelectorAll("tbody td:first-child")
                    .Select(cell => cell.TextContent.Replace(" ", "", StringComparison.Ordinal))
            );
            var request = HttpText.Parse(
                HttpBlock()
                    .Matches(note.Text.Value.Source)
                    .Select(block => block.Groups["text"].Value)
                    .Single(text => text.StartsWith("GET /a ", StringComparison.Ordinal)),
                BodyLines.Lf
            );

            byte[] fields =
            [
                0x82,
                0x86,
                .. Named(0x44, request.StartLine.Split(' ')[1]),
                .. Named(0x41, request.Fields.Single().Value.Trim()),
            ];
            byte[] frame = [0, 0, (byte)fields.Length, 0x1, 0x1 | 0x4, 0, 0, 0, 1, .. fields]; // RFC 9113 §4.1, §6.2

            Assert.Equal(Convert.ToHexStringLower(frame), shown);
        }

        // RFC 7541 §6.2.1
        static byte[] Named(byte name, string value) => [name, (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
    }

    private static IEnumerable<string?> RightAnswers(Note note) =>
        new HtmlParser()
            .ParseDocument(note.Text.Value.Html)
            .QuerySelectorAll(".quiz input[value=right]")
            .Select(input => input.Id);

    private static int Choices(Note note) =>
        new HtmlParser().ParseDocument(note.Text.Value.Html).QuerySelectorAll(".quiz .choice").Length;

    /// <summary>The figures, code and misconceptions in order, without their words.</summary>
    private static IEnumerable<string> Shown(Note note) =>
        new HtmlParser()
            .ParseDocument(note.Text.Value.Html)
            .QuerySelectorAll("figure, .code, .misconception .source a:last-child")
            .Select(block =>
                block.GetAttribute("href")?.Split('#')[1]
                ?? block.QuerySelector(".code-file")?.TextContent
                ?? block.ClassName
                ?? ""
            );

    private static class FrontMatterShape
    {
        public static readonly IEqualityComparer<FrontMatter> Comparer = EqualityComparer<FrontMatter>.Create(
            (a, b) =>
                a!.Order == b!.Order
                && a.Updated == b.Updated
                && a.Requires.SequenceEqual(b.Requires)
                && a.Covers.SequenceEqual(b.Covers)
        );
    }
}
