using System.Globalization;
using System.Xml.Linq;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using LearnWeb.Tests.Unit.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>What is drawn of a trace, on the lab's page and in notes.</summary>
public sealed class LadderTests
{
    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));
    private static readonly UiStrings Words = UiStrings.For(Language.English);

    public static TheoryData<string> Presets { get; } = [.. TcpPreset.All.Select(preset => preset.Id)];

    public static TheoryData<string, bool> Widths { get; } =
    [.. TcpPreset.All.SelectMany(preset => new[] { (preset.Id, false), (preset.Id, true) })];

    [Theory]
    [MemberData(nameof(Widths))]
    public void EverySegment_IsDrawn_AndTimeOnlyGoesDown(string id, bool isNarrow)
    {
        var trace = Recorded.Find(TcpPreset.All.Find(id)!)!;
        var view = new LadderView(IsOnPage: true, IsNarrow: isNarrow);
        var svg = XElement.Parse(LadderSvg.Draw(trace, Words, "ladder", "A title", view));

        Assert.True(LadderSvg.IsWhole(trace));
        var arrows = svg.Elements("g").Where(group => group.Attribute("data-segment") is not null).ToList();
        Assert.Equal(new LadderLayout(trace, view).Arrows.Count, arrows.Count);
        var starts = arrows.Select(arrow => Number(arrow.Descendants("line").First(), "y1")).ToList();
        AssertEach.Of(
            arrows,
            arrow =>
                Assert.True(
                    Number(arrow.Descendants("line").First(), "y2") >= Number(arrow.Descendants("line").First(), "y1")
                )
        );
        Assert.True(starts.TrueForAll(start => start < Number(svg, "height")));
        Assert.DoesNotContain("style=", svg.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CrowdThatStillArrivesWhileItIsAnswered_ArrivesAboveItsAnswers(bool isNarrow)
    {
        // Three SYNs a millisecond apart, each answered at once.
        var trace = Recorded.Find(TcpPreset.All.Find("syn-expires")!)!;
        var crowd = trace.Steps[2];
        var slow = crowd with
        {
            Segments =
            [
                .. crowd.Segments.Select(
                    (segment, i) =>
                        segment.Forged
                            ? segment with
                            {
                                Arrived = Arrival(i),
                            }
                            : segment with
                            {
                                At = Arrival(i - 3) + 0.1,
                            }
                ),
            ],
        };
        var layout = new LadderLayout(
            trace with
            {
                Steps = [.. trace.Steps.Take(2), slow],
            },
            new LadderView(IsOnPage: true, IsNarrow: isNarrow)
        );

        Assert.Equal([3, 3], layout.Arrows.Select(arrow => arrow.Count));
        Assert.True(slow.Segments[3].At < slow.Segments[2].Arrived);
        Assert.True(layout.YOf(layout.Arrows[1].Segment.At) > layout.YOf(layout.Arrows[0].Arrived!.Value));

        double Arrival(int i) => crowd.Segments[2].At + 10 + i;
    }

    [Theory]
    [InlineData("accept-queue", "#2 SYN, dropped by the kernel")]
    [InlineData("accept-queue-ack", "#3 ACK, dropped by the kernel")]
    [InlineData("syn-flood", "forged SYN × 11, dropped by the kernel")]
    [InlineData("forged", "forged RST, dropped by the kernel")]
    [InlineData("old-data", "ACK PSH (the wire's copy), dropped by the kernel")]
    public void WhatTheKernelDrops_ArrivesAtACross_AndIsSaidToBeDropped(string id, string label)
    {
        var trace = Recorded.Find(TcpPreset.All.Find(id)!)!;
        var view = new LadderView(IsOnPage: true);
        var svg = XElement.Parse(LadderSvg.Draw(trace, Words, "ladder", "A title", view));
        var dropped = svg.Elements("g")
            .Where(group =>
                ((string?)group.Attribute("class"))?.EndsWith("seq-dropped", StringComparison.Ordinal) == true
            )
            .ToList();

        Assert.Equal(new LadderLayout(trace, view).Arrows.Count(arrow => arrow.Segment.Dropped), dropped.Count);
        AssertEach.Of(
            dropped,
            arrow =>
            {
                Assert.Equal(
                    ["seq-head", "seq-cross"],
                    arrow.Descendants("path").Select(path => (string?)path.Attribute("class"))
                );
                Assert.EndsWith(
                    "dropped by the kernel",
                    arrow.Descendants("title").Single().Value,
                    StringComparison.Ordinal
                );
            }
        );
        Assert.Contains(
            dropped,
            arrow =>
                string.Join(' ', arrow.Descendants("text").Select(text => text.Value))
                    .StartsWith(label, StringComparison.Ordinal)
        ); // in one line or two
        Assert.Contains(
            label,
            RenderedNote.Html($"```trace {id} A caption\nsteps 1-24\n```").QuerySelector("table")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory(DisplayName = "What the kernel drops is said in full between the bars of a phone")]
    [InlineData("accept-queue", "#2 SYN, dropped")]
    [InlineData("syn-flood", "forged SYN × 11, dropped")]
    [InlineData("forged", "forged RST, dropped")]
    [InlineData("old-data", "ACK PSH (the wire's copy), dropped")]
    public void DroppedSegment_FitsOnAPhone(string id, string label)
    {
        var view = new LadderView(IsOnPage: true, IsNarrow: true);
        var svg = XElement.Parse(
            LadderSvg.Draw(Recorded.Find(TcpPreset.All.Find(id)!)!, Words, "ladder", "A title", view)
        );
        var labels = svg.Elements("g")
            .Where(group =>
                ((string?)group.Attribute("class"))?.EndsWith("seq-dropped", StringComparison.Ordinal) == true
            )
            .Select(arrow => arrow.Descendants("text").First())
            .ToList();

        Assert.Contains(label, labels.Select(text => text.Value));
        AssertEach.Of(labels, text => AssertIsBetweenTheBars(text, view));
    }

    [Fact]
    public void SynAckWithoutAnEntry_IsNoRetransmission()
    {
        var svg = XElement.Parse(
            LadderSvg.Draw(
                Recorded.Find(TcpPreset.All.Find("cookie-cost")!)!,
                Words,
                "ladder",
                "A title",
                new LadderView(IsOnPage: true)
            )
        );
        var labels = svg.Descendants("text")
            .Where(text => (string?)text.Attribute("class") == "ladder-label num-relative")
            .Select(text => text.Value);

        Assert.Equal(
            ["lost: SYN ACK", "SYN ACK (SYN cookie)", "SYN ACK (SYN cookie)"],
            labels
                .Where(label => label.Contains("SYN ACK", StringComparison.Ordinal))
                .Select(label => label[3..label.IndexOf(" seq", StringComparison.Ordinal)])
        );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Labels_StayBetweenTheBars(string id)
    {
        var view = new LadderView(IsOnPage: true);
        var svg = XElement.Parse(
            LadderSvg.Draw(Recorded.Find(TcpPreset.All.Find(id)!)!, Words, "ladder", "A title", view)
        );

        Assert.All(
            svg.Descendants("text").Where(text => (string?)text.Attribute("class") == "ladder-label num-absolute"),
            text => AssertIsBetweenTheBars(text, view)
        );
    }

    [Fact]
    public void NarrowLadder_HasBothEndsOnAPhone()
    {
        var trace = Recorded.Find(TcpPreset.All.Find("handshake")!)!;
        var svg = XElement.Parse(
            LadderSvg.Draw(trace, Words, "ladder", "A title", new LadderView(IsOnPage: true, IsNarrow: true))
        );

        // so that a screen of 360 pixels shows its text at nearly its size
        Assert.InRange(Number(svg, "width"), 280, 330);
        AssertEach.Of(
            svg.Descendants("rect"),
            bar => Assert.InRange(Number(bar, "x") + Number(bar, "width"), 14, Number(svg, "width"))
        );
        AssertEach.Of(
            svg.Descendants("line"),
            line => Assert.InRange(Math.Max(Number(line, "x1"), Number(line, "x2")), 0, Number(svg, "width"))
        );
        Assert.Matches("^Client :[0-9]{5}$", svg.Elements("text").First().Value);
        Assert.Equal("Server :8080", svg.Elements("text").ElementAt(1).Value);
    }

    [Fact]
    public void SeveralConnections_HaveTheirPortsAtTheArrows()
    {
        var svg = XElement.Parse(
            LadderSvg.Draw(
                Recorded.Find(TcpPreset.All.Find("accept-queue")!)!,
                Words,
                "ladder",
                "A title",
                new LadderView(IsOnPage: true)
            )
        );

        Assert.Equal(["Client", "Server"], svg.Elements("text").Take(2).Select(text => text.Value));
        var titles = svg.Descendants("title").Skip(1).Select(title => title.Value).ToList();
        AssertEach.Of(titles, title => Assert.Matches("^#[0-9]+ :[0-9]{5} · ", title));
        // each connection has a port of its own
        Assert.Equal(10, titles.Select(title => title.Split(" · ")[0]).Distinct().Count());
    }

    [Theory(DisplayName = "A retransmission tells how long after the original it left")]
    [InlineData("lost-syn", "SYN again (+1.0")]
    [InlineData("lost-last-ack", "ACK FIN again (+0.2")]
    [InlineData("fast-open", "#3 ACK PSH again (+0.0")] // the original is the SYN, whose data was refused
    public void Retransmission_TellsHowLongAfterTheOriginal(string id, string label)
    {
        var svg = XElement.Parse(
            LadderSvg.Draw(
                Recorded.Find(TcpPreset.All.Find(id)!)!,
                Words,
                "ladder",
                "A title",
                new LadderView(IsOnPage: true)
            )
        );
        Assert.Contains(svg.Descendants("text"), text => text.Value.StartsWith(label, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryRetransmission_IsCountedFromTheOriginal_InItsTitle()
    {
        var trace = Recorded.Find(TcpPreset.All.Find("lost-data")!)!;
        var svg = XElement.Parse(LadderSvg.Draw(trace, Words, "ladder", "A title", new LadderView(IsOnPage: true)));

        var data = trace.Segments.Where(segment => segment.Length > 0).ToList();
        Assert.Equal(5, data.Count);
        foreach (var again in data.Skip(1))
        {
            var words = string.Create(
                CultureInfo.InvariantCulture,
                $"ACK PSH again (+{(again.At - data[0].At) / 1000:0.00} s) · sent at"
            );
            Assert.Contains(svg.Descendants("title"), title => title.Value.StartsWith(words, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void ServerAfterAStep_IsListening_WhileThereIsNoConnection(string id)
    {
        var trace = Recorded.Find(TcpPreset.All.Find(id)!)!;
        var after = StateTrack.OfServerAfterSteps(trace);

        Assert.Equal(trace.Steps.Count, after.Count);
        Assert.All(
            trace.Steps.Zip(after),
            pair =>
                Assert.Equal(pair.Second == TcpState.Listen ? TcpState.Closed : pair.Second, pair.First.Server.State)
        );
        Assert.All(
            trace.Steps.Zip(after).Where(pair => pair.First.Server.Listener == TcpState.Listen).Take(1),
            pair => Assert.Equal(TcpState.Listen, pair.Second)
        );
    }

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

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static void AssertIsBetweenTheBars(XElement text, LadderView view)
    {
        double[] numbers =
        [
            .. text.Attribute("transform")!
                .Value.Split('(', ' ', ')')
                .Where(part => part.Any(char.IsDigit))
                .Select(part => double.Parse(part, CultureInfo.InvariantCulture)),
        ];
        var (at, turned) = (numbers[0], Math.Cos(numbers[^1] * Math.PI / 180));
        var width = Math.Min(text.Value.Length * 6.9 * turned, view.ServerX - view.ClientX - 16);
        var left = (string?)text.Attribute("text-anchor") switch
        {
            "start" => at,
            "end" => at - width,
            _ => at - (width / 2),
        };
        Assert.InRange(left, view.ClientX + 7, view.ServerX - 7 - width);
    }
}
