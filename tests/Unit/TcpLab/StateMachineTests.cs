using System.Xml.Linq;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>Figure 5 of RFC 9293, and the ways through it.</summary>
public sealed class StateMachineTests
{
    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));

    public static TheoryData<string> Presets { get; } = [.. TcpPreset.All.Select(preset => preset.Id)];

    [Fact]
    public void Arrows_AreThoseOfTheFigure_AndTheOneOfItsNote2()
    {
        string[] figure =
        [
            "CLOSED → LISTEN",
            "CLOSED → SYN-SENT",
            "LISTEN → CLOSED",
            "LISTEN → SYN-RECEIVED",
            "LISTEN → SYN-SENT",
            "SYN-SENT → CLOSED",
            "SYN-SENT → SYN-RECEIVED",
            "SYN-SENT → ESTABLISHED",
            "SYN-RECEIVED → LISTEN",
            "SYN-RECEIVED → ESTABLISHED",
            "SYN-RECEIVED → FIN-WAIT-1",
            "ESTABLISHED → FIN-WAIT-1",
            "ESTABLISHED → CLOSE-WAIT",
            "FIN-WAIT-1 → FIN-WAIT-2",
            "FIN-WAIT-1 → CLOSING",
            "FIN-WAIT-2 → TIME-WAIT",
            "CLOSING → TIME-WAIT",
            "TIME-WAIT → CLOSED",
            "CLOSE-WAIT → LAST-ACK",
            "LAST-ACK → CLOSED",
        ];

        Assert.Equal(
            [.. figure.Append("FIN-WAIT-1 → TIME-WAIT").Order()],
            StateMachine.Transitions.Select(arrow => $"{arrow.From} → {arrow.To}").Order()
        );
    }

    [Theory]
    [InlineData("accept-queue")]
    [InlineData("syn-flood")]
    [InlineData("old-duplicate-syn")]
    public void ClosingAnUnansweredConnection_IsInTheFigure(string id)
    {
        var ways = StateMachine.WaysOf(Recorded.Find(TcpPreset.All.Find(id)!)!, Side.Client);
        Assert.Contains(StateMachine.Taken(ways), arrow => arrow is { From: "SYN-SENT", To: "CLOSED" });
        Assert.DoesNotContain(("SYN-SENT", "CLOSED"), StateMachine.NotInFigure(ways));
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Drawing_HasEveryArrow_AndLightsOnlyStatesOfTheFigure(string id)
    {
        var svg = XElement.Parse(
            StateMachineSvg.Draw(Recorded.Find(TcpPreset.All.Find(id)!)!, UiStrings.For(Language.English), "machine")
        );

        var been = svg.Descendants("g")
            .Where(group => ((string?)group.Attribute("class"))?.Contains("been-", StringComparison.Ordinal) == true);
        AssertEach.Of(been, box => Assert.Contains((string)box.Attribute("data-state")!, StateMachine.States));
        Assert.Equal(
            StateMachine.Transitions.Count,
            svg.Descendants("g")
                .Count(group =>
                    ((string?)group.Attribute("class"))?.StartsWith("machine-arrow", StringComparison.Ordinal) == true
                )
        );
    }
}
