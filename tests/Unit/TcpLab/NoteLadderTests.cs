using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tests.Unit.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>Ladders and headers as notes and the lab show them.</summary>
public sealed class NoteLadderTests
{
    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));
    private static readonly UiStrings Words = UiStrings.For(Language.English);

    [Fact]
    public void NoteFigure_ShowsSomeStepsOfARecordedTrace_WithLettersForNumbers()
    {
        var figure = RenderedNote
            .Html("```trace close The close\nsteps 4-6\nnumbers u v\n```")
            .QuerySelector("figure.trace")!;

        var labels = figure
            .QuerySelectorAll(".ladder:not(.ladder-narrow) .ladder-label")
            .Select(label => label.TextContent);
        Assert.Equal(
            ["ACK FIN seq=u ack=v", "ACK seq=v ack=u+1", "ACK FIN seq=v ack=u+1", "ACK seq=u+1 ack=v+1"],
            labels
        );
        Assert.NotNull(figure.QuerySelector(".ladder-narrow"));
        Assert.Contains("Recorded on", figure.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(
            "/labs/tcp?preset=close",
            figure.QuerySelector(".trace-source a")!.GetAttribute("href"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED"],
            figure.QuerySelectorAll(".ladder:not(.ladder-narrow) .seq-state-name").Select(name => name.TextContent)
        );
    }

    [Theory(DisplayName = "A mistake in a figure names its line")]
    [InlineData("```trace nope A caption\n```", 1)]
    [InlineData("```trace close A caption\nsteps 4-6\nsteps four\n```", 3)]
    public void Mistake_NamesItsLine(string markdown, int line) =>
        Assert.Equal(line, Assert.Throws<Models.Notes.ContentException>(() => RenderedNote.Text(markdown)).Line);

    [Fact]
    public void Header_IsLaidOutInRowsOf32Bits()
    {
        var syn = Recorded.Find(TcpPreset.All.Find("handshake")!)!.Segments.First();
        var rows = HeaderRows.Of(LearnWeb.Tcp.Headers.Packet.Parse(syn.Bytes.Span).Tcp!);

        AssertEach.Of(rows, row => Assert.Equal(32, row.Sum(cell => cell.Bits)));
        Assert.Equal(10, rows.Count);
        Assert.Contains(rows.SelectMany(row => row), cell => cell is { Name: "ControlBits", Value: "SYN" });
    }
}
