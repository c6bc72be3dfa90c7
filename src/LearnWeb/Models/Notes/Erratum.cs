namespace LearnWeb.Models.Notes;

/// <summary>
/// Something that common notes get wrong, and what is right. Stands in <c>content/&lt;slug&gt;/errata.yml</c> and is
/// shown twice: on the errata page, and in the notes that quote it.
/// </summary>
/// <param name="Id">Its anchor on the errata page, unique over the site.</param>
/// <param name="Slug">The note it belongs to.</param>
/// <param name="Section">The id of the heading in that note under which it is explained.</param>
/// <param name="Source">Markdown: links to what decides, the same for every language.</param>
/// <param name="Texts">The claim and the truth in each language.</param>
public sealed record Erratum(
    string Id,
    string Slug,
    string Section,
    string Source,
    IReadOnlyDictionary<Language, ErratumText> Texts
);

/// <summary>An erratum in one language.</summary>
/// <param name="Claim">One sentence: what common notes say. Markdown.</param>
/// <param name="Truth">One or two paragraphs: what is right. Markdown.</param>
public sealed record ErratumText(string Claim, string Truth);

/// <summary>An erratum in one language as its page shows it; the HTML is safe to send as it is.</summary>
/// <param name="Words">The claim as a title and the truth as text, without markup, for search.</param>
public sealed record RenderedErratum(
    Erratum Entry,
    Language Language,
    string ClaimHtml,
    string TruthHtml,
    string SourceHtml,
    Section Words
);
