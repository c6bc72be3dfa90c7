using LearnWeb.Models;
using LearnWeb.Models.Labs;
using Xunit;

namespace LearnWeb.Tests.Integration.Labs;

public sealed class PresetTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string, string> Pages { get; } =
    [
        .. from lab in LabCatalog.All
        where lab.Presets.Count > 0
        from language in Language.All
        select (lab.Slug, language.Code),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task LabsPage_OffersEveryPreset_ByItsName(string slug, string language)
    {
        var (lab, words) = (LabCatalog.Find(slug)!, UiStrings.For(Language.Find(language)!));
        var page = await site.PageAsync(lab.Path(words.Language));
        var offered = page.QuerySelectorAll("a.preset")
            .Select(link => (link.GetAttribute("href")!, link.FirstChild!.TextContent.Trim()));
        Assert.Superset(
            lab.Presets.Select(preset => (lab.Path(words.Language) + preset.Link, words[$"Preset-{slug}-{preset.Id}"]))
                .ToHashSet(),
            offered.ToHashSet()
        );
    }

    [Fact]
    public void EveryPreset_HasAnIdOfItsOwn() =>
        Assert.All(LabCatalog.All, lab => Assert.Distinct(lab.Presets.Select(preset => preset.Id)));
}
