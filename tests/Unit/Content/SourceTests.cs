using AngleSharp.Html.Parser;
using Xunit;
using YamlDotNet.Serialization;

namespace LearnWeb.Tests.Unit.Content;

/// <summary>
/// Every document the notes and errata point to is on a list of known ones (<c>sources.yml</c>), with the sections
/// that exist in it: a wrong section number is a broken promise that no link checker without a network would find.
/// </summary>
public sealed class SourceTests
{
    [Fact]
    public void EverySource_IsAKnownDocument_AndItsSectionExists()
    {
        var known = new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, List<string>>>(
                File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unit", "Content", "sources.yml"))
            );
        var pages = ShippedContent
            .Notes.Select(note => ($"{note.Slug}/{note.Language}.md", note.Text.Value.Html))
            .Concat(
                ShippedContent.Journey.Errata.Select(erratum =>
                    ($"{erratum.Entry.Slug}/errata.yml", erratum.SourceHtml + erratum.TruthHtml)
                )
            );
        var unknown = (
            from page in pages
            from link in new HtmlParser().ParseDocument(page.Item2).QuerySelectorAll("a[rel~=noopener]")
            let parts = link.GetAttribute("href")!.Split('#', 2)
            where !known.TryGetValue(parts[0], out var sections) || (parts.Length == 2 && !sections.Contains(parts[1]))
            select $"{page.Item1}: {link.GetAttribute("href")}"
        )
            .Distinct()
            .ToList();

        Assert.True(
            unknown.Count == 0,
            $"{unknown.Count} sources to check and to add to sources.yml\n{string.Join('\n', unknown)}"
        );
    }
}
