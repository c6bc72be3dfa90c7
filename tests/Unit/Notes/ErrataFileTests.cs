using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Notes;

public sealed class ErrataFileTests
{
    private const string Good = """
        - id: syn-data
          section: handshake
          source: "[RFC 9293](https://www.rfc-editor.org/rfc/rfc9293)"
          zh: { claim: 甲, truth: 乙 }
          en: { claim: A, truth: B }
        """;

    [Fact]
    public void Entry_IsRead()
    {
        var entry = Assert.Single(ErrataFile.Parse("tcp", Good));

        Assert.Equal(("syn-data", "tcp", "handshake"), (entry.Id, entry.Slug, entry.Section));
        Assert.Equal(new ErratumText("甲", "乙"), entry.Texts[Language.Chinese]);
        Assert.Equal(new ErratumText("A", "B"), entry.Texts[Language.English]);
    }

    [Theory(DisplayName = "A mistake is refused at its line")]
    [InlineData("not a list", "id: x", 1)]
    [InlineData("not YAML", "- id: a\n- }", 2)]
    [InlineData("an unknown key", Good + "\n- id: a\n  section: b\n  source: c\n  zh: {}\n  en: {}\n  fr: {}", 6)]
    [InlineData("a missing language", "- id: a\n  section: b\n  source: c\n  zh: { claim: a, truth: b }", 1)]
    [InlineData(
        "a missing truth",
        "- id: a\n  section: b\n  source: c\n  en: { claim: a, truth: b }\n  zh: { claim: a }",
        5
    )]
    [InlineData(
        "an empty claim",
        "- id: a\n  section: b\n  source: c\n  en: { claim: a, truth: b }\n  zh: { claim: , truth: b }",
        5
    )]
    public void Mistake_IsRefused(string mistake, string yaml, int line)
    {
        var error = Assert.Throws<ContentException>(() => ErrataFile.Parse("tcp", yaml));
        Assert.True(error.Line == line, $"{mistake}: line {error.Line}, {error.Message}");
    }
}
