using System.Text.RegularExpressions;
using LearnWeb.Models.TcpLab;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>What the note says can be seen in the lab, and the note says where.</summary>
public sealed partial class TcpNoteTests
{
    public static TheoryData<string> Languages { get; } = ["zh", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Note_LeadsToEveryPreset_AndToNoOther(string language)
    {
        var html = ShippedContent
            .Notes.Single(note => note.Slug == "tcp" && note.Language.ToString() == language)
            .Text.Value.Html;
        var led = Links().Matches(html).Select(match => match.Groups["preset"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(
            TcpPreset.All.Select(preset => preset.Id).Order(StringComparer.Ordinal),
            led.Order(StringComparer.Ordinal)
        );
        AssertEach.Of(Links().Matches(html), match => Assert.Equal(language, match.Groups["language"].Value));
    }

    [GeneratedRegex(@"/(?<language>zh|en)/labs/tcp\?preset=(?<preset>[a-z-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
