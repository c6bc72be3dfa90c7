namespace LearnWeb.Models.Notes;

/// <summary>Makes a <see cref="Note"/> of a file's text.</summary>
public sealed class NoteReader(INoteRenderer renderer)
{
    private const int ChineseCharactersPerMinute = 400;
    private const int EnglishWordsPerMinute = 220;

    /// <exception cref="ContentException">The file has a mistake; the line is counted in the file.</exception>
    public Note Read(string slug, Language language, string source, IReadOnlyDictionary<string, Erratum> errata)
    {
        var (front, markdown, linesBefore) = FrontMatter.Parse(source, language);
        try
        {
            var text = renderer.Render(markdown, slug, language, errata);
            return new Note(
                slug,
                language,
                front,
                ContentVersion.Of([source]),
                new(
                    new NoteText(
                        source,
                        text.Html,
                        text.Headings,
                        [TopOf(front, text.Sections[0]), .. text.Sections.Skip(1)]
                    )
                ),
                Minutes(text.Prose),
                text.Figures,
                text.Questions,
                [.. text.Mistakes.Select(mistake => mistake with { Line = linesBefore + mistake.Line })]
            );
        }
        catch (ContentException error)
        {
            throw new ContentException(linesBefore + error.Line, error.Message);
        }
    }

    /// <summary>Renders errata for their page, in every language.</summary>
    public IReadOnlyList<RenderedErratum> Read(IEnumerable<Erratum> errata) =>
        [.. errata.SelectMany(_ => Language.All, renderer.Render)];

    // Who finds the top of a note sees its title, and its summary as the text's beginning.
    private static Section TopOf(FrontMatter front, Section top) =>
        new("", front.Title, $"{front.Summary}\n{top.Text}");

    private static int Minutes(string prose)
    {
        var (ideographs, words) = (0, 0);
        var counted = false; // whether the word that is being read has had a letter
        foreach (var c in prose)
        {
            if (c is >= '\u4e00' and <= '\u9fff')
                ideographs++;
            if (char.IsAsciiLetter(c) && !counted)
                words++;
            counted = !char.IsWhiteSpace(c) && (counted || char.IsAsciiLetter(c));
        }

        var minutes = ((double)ideographs / ChineseCharactersPerMinute) + ((double)words / EnglishWordsPerMinute);
        return Math.Max(1, (int)Math.Round(minutes));
    }
}
