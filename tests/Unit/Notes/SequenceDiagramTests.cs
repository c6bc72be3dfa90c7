using LearnWeb.Models.Notes;
using LearnWeb.Rendering.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

public sealed class SequenceDiagramTests
{
    private const string Handshake = """
        participant a client 客户端
        participant b server 服务器
        state a: CLOSED
        state b: LISTEN
        a -> b: SYN seq=x
        state a: SYN-SENT
        b -x a: SYN-ACK
        note b: <retransmits>
        note a b: both wait
        a -> a: thinks
        """;

    [Fact]
    public void Block_IsReadInOrder()
    {
        var diagram = SequenceDiagram.Parse(Handshake);

        var (a, b) = (diagram.Participants[0], diagram.Participants[1]);
        Assert.Equal(new Participant("a", "client", "客户端"), a);
        Assert.Equal(
            [
                new StateStep(a, "CLOSED"),
                new StateStep(b, "LISTEN"),
                new MessageStep(a, b, "SYN seq=x", false),
                new StateStep(a, "SYN-SENT"),
                new MessageStep(b, a, "SYN-ACK", true),
                new NoteStep(b, b, "<retransmits>"),
                new NoteStep(a, b, "both wait"),
                new MessageStep(a, a, "thinks", false),
            ],
            diagram.Steps
        );
    }

    [Fact]
    public void Figure_IsNamedDescribedAndRepeatedAsATable()
    {
        var figure = RenderedNote.Html($"```sequence 三次握手\n{Handshake}\n```").QuerySelector("figure.sequence")!;

        var svg = figure.QuerySelector("svg")!;
        Assert.Equal("img", svg.GetAttribute("role"));
        AssertEach.Of(
            svg.GetAttribute("aria-labelledby")!.Split(' '),
            id => Assert.NotNull(figure.QuerySelector($"#{id}"))
        );
        Assert.Equal("三次握手", svg.QuerySelector("title")!.TextContent);
        Assert.Contains("客户端 → 服务器: SYN seq=x", svg.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("三次握手", figure.QuerySelector("figcaption")!.TextContent);
        Assert.Equal(8, figure.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("<retransmits>", figure.QuerySelector(".seq-note text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            "1",
            RenderedNote
                .Text($"```sequence x\n{Handshake}\n```")
                .Figures.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public void Message_HasItsSendersHue_AndALostOneACross()
    {
        var svg = RenderedNote.Html($"```sequence x\n{Handshake}\n```").QuerySelector("svg")!;

        Assert.Single(svg.QuerySelectorAll(".seq-lost.actor-server .seq-cross"));
        Assert.Equal(2, svg.QuerySelectorAll(".seq-message.actor-client").Length);
        Assert.Equal(3, svg.QuerySelectorAll("rect.seq-state").Length);
    }

    [Fact]
    public void NumbersInTheDrawing_DoNotDependOnTheReadersCulture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            var expected = RenderedNote.Text($"```sequence x\n{Handshake}\n```").Html;
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, RenderedNote.Text($"```sequence x\n{Handshake}\n```").Html);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Theory(DisplayName = "A line that cannot be drawn is refused")]
    [InlineData("nobody", "", 1)]
    [InlineData("unknown line", "participant a client A\nhello", 2)]
    [InlineData("unknown participant", "participant a client A\na -> b: x", 2)]
    [InlineData("unknown role", "participant a hacker A", 1)]
    [InlineData("participant twice", "participant a client A\nparticipant a server B", 2)]
    [InlineData("message without text", "participant a client A\na -> a:", 2)]
    public void BadLine_IsRefused(string mistake, string block, int line) =>
        Assert.True(Assert.Throws<ContentException>(() => SequenceDiagram.Parse(block)).Line == line, mistake);

    [Fact]
    public void Limits_AreKept()
    {
        Assert.Throws<ContentException>(() =>
            SequenceDiagram.Parse(string.Join('\n', Enumerable.Range(0, 9).Select(i => $"participant p{i} client P")))
        );
        Assert.Throws<ContentException>(() =>
            SequenceDiagram.Parse("participant a client A\n" + string.Concat(Enumerable.Repeat("a -> a: x\n", 60)))
        );
        Assert.Throws<ContentException>(() => SequenceDiagram.Parse($"participant a client {new string('x', 81)}"));
    }

    [Fact]
    public void MistakeInABlock_IsNamedByItsLineInTheNote() =>
        Assert.Equal(
            4,
            Assert.Throws<ContentException>(() => RenderedNote.Text("text\n\n```sequence x\nhello\n```")).Line
        );
}
