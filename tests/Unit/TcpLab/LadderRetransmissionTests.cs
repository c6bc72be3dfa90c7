using System.Globalization;
using System.Xml.Linq;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>What a ladder says of segments that were sent before.</summary>
public sealed class LadderRetransmissionTests
{
    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));
    private static readonly UiStrings Words = UiStrings.For(Language.English);

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
}
