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
