namespace LearnWeb.Models.Notes;

/// <summary>One note in one language, read, checked and rendered.</summary>
/// <param name="Slug">The folder's name, shared by both languages and by the note's lab.</param>
/// <param name="Language">The language the text is written in.</param>
/// <param name="Front">The front matter.</param>
/// <param name="Version">Changes with the file: 16 hexadecimal digits.</param>
/// <param name="Text">The text. Read it once for a page.</param>
/// <param name="Minutes">Reading time in minutes, at least 1.</param>
/// <param name="Figures">How many figures the text has.</param>
/// <param name="Questions">How many quiz questions the text has.</param>
/// <param name="Mistakes">What the text does not say as its author means it.</param>
public sealed record Note(
    string Slug,
    Language Language,
    FrontMatter Front,
    string Version,
    Compressed<NoteText> Text,
    int Minutes,
    int Figures,
    int Questions,
    IReadOnlyList<NoteMistake> Mistakes
)
{
    /// <summary>The sections of the text alone, read anew each time.</summary>
    public IReadOnlyList<Section> Sections => Text.Read<NoteSections>().Sections;

    private sealed record NoteSections(IReadOnlyList<Section> Sections);
}

/// <summary>What a note says.</summary>
/// <param name="Source">The Markdown file as it stands, front matter included.</param>
/// <param name="Html">The rendered text, safe to send as it is.</param>
/// <param name="Headings">The <c>h2</c> and <c>h3</c> headings in order.</param>
/// <param name="Sections">The words by heading, for search.</param>
public sealed record NoteText(
    string Source,
    string Html,
    IReadOnlyList<Heading> Headings,
    IReadOnlyList<Section> Sections
);

/// <summary>A mistake in a note that can be shown all the same.</summary>
/// <param name="Line">The line it is on, counted from 1.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record NoteMistake(int Line, string Message);

/// <summary>A heading of a note.</summary>
/// <param name="Level">2 or 3.</param>
/// <param name="Id">The anchor, unique in its note.</param>
/// <param name="Text">The heading as plain text.</param>
public sealed record Heading(int Level, string Id, string Text);

/// <summary>The plain text under one heading, up to the next heading; what search finds and links to.</summary>
/// <param name="Anchor">The heading's id; empty for what stands before the first heading.</param>
/// <param name="Title">The heading's text; the note's title for what stands before the first heading.</param>
/// <param name="Text">The section's words, without markup.</param>
public sealed record Section(string Anchor, string Title, string Text);
