using AngleSharp.Html.Parser;
using LearnWeb.Models.Notes;
using Xunit;
using YamlDotNet.Serialization;

namespace LearnWeb.Tests.Unit.Content;

/// <summary>
/// What each note has to say: <c>Checklists/&lt;slug&gt;.yml</c>, one item for each fact, with the id under which it
/// stands and words that must stand there in both languages.
/// </summary>
public sealed class ChecklistTests
{
    public static TheoryData<string> Slugs { get; } = [.. Stations.Slugs];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Note_SaysWhatItsChecklistAsks(string slug)
    {
        var missing = new List<string>();
        foreach (var note in ShippedContent.Journey.Find(slug)!.Notes.Values)
        {
            foreach (var item in Read(slug))
            {
                var text = TextAt(note, item.At);
                missing.AddRange(
                    item.Says.Where(words => !text.Contains(words, StringComparison.OrdinalIgnoreCase))
                        .Select(words => $"{slug}/{note.Language}.md #{item.At} does not say “{words}”: {item.Fact}")
                );
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Covers_NamesExactlyWhatTheChecklistPointsAt(string slug)
    {
        var pointed = Read(slug).Select(item => item.At).Distinct().Order().ToList();
        AssertEach.Of(
            ShippedContent.Journey.Find(slug)!.Notes.Values,
            note => Assert.Equal(pointed, note.Front.Covers.Order())
        );
    }

    /// <summary>The words from this heading to the next one, or of the paragraph with this id.</summary>
    private static string TextAt(Note note, string id)
    {
        if (note.Sections.FirstOrDefault(section => section.Anchor == id) is { } section)
        {
            return $"{section.Title}\n{section.Text}";
        }

        return new HtmlParser().ParseDocument(note.Text.Value.Html).GetElementById(id)?.TextContent ?? "";
    }

    private static List<Item> Read(string slug)
    {
        var path = Path.Combine(Repository.Root, "tests", "Unit", "Content", "Checklists", $"{slug}.yml");
        var items = new DeserializerBuilder()
            .WithNamingConvention(YamlDotNet.Serialization.NamingConventions.LowerCaseNamingConvention.Instance)
            .Build()
            .Deserialize<List<Item>>(File.ReadAllText(path));
        Assert.NotEmpty(items);
        Assert.All(items, item => Assert.NotEmpty(item.Says));
        return items;
    }

    private sealed class Item
    {
        public string Fact { get; init; } = "";

        public string At { get; init; } = "";

        public List<string> Says { get; init; } = [];
    }
}
