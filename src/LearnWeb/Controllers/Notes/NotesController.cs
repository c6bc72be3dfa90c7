using LearnWeb.Models.Notes;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>The notes, their Markdown and their images.</summary>
public sealed class NotesController(NoteLibrary library) : Controller
{
    [HttpGet("/{lang:lang}/notes")]
    [PublicPage]
    public IActionResult Index() => View(library.Current);

    [HttpGet("/{lang:lang}/notes/{slug}")]
    [PublicPage]
    public IActionResult Note(string slug)
    {
        var journey = library.Current;
        return journey.Find(slug) is { } station
            ? View(new NoteViewModel(journey, station, station.In(HttpContext.Language())))
            : NotFound();
    }

    /// <summary>The note as its author wrote it. Only the language asked for: a twin would be another text.</summary>
    [HttpGet("/{lang:lang}/notes/{slug}.md")]
    [PublicPage]
    public IActionResult Source(string slug) =>
        library.Current.Find(slug)?.Notes.GetValueOrDefault(HttpContext.Language()) is { } note
            ? Content(note.Text.Value.Source, "text/markdown; charset=utf-8")
            : NotFound();

    /// <summary>An image that stands beside a note. Both languages share it.</summary>
    [HttpGet("/notes/{slug}/{file}")]
    public IActionResult Image(string slug, string file)
    {
        if (library.Current.Find(slug)?.Assets.Find(file) is not { } path)
        {
            return NotFound();
        }

        // An SVG opened by itself is a document: sandboxed, without script, without style of its own. Within a note
        // it is an image, and this policy is not asked (SVG Integration, "secure animated mode").
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        Response.Headers.CacheControl = "public, no-cache";
        return PhysicalFile(path, NoteAssets.MediaTypeOf(file));
    }
}

/// <summary>What a note's page shows.</summary>
/// <param name="Journey">The version of the content the page was made from.</param>
/// <param name="Station">The stop the note belongs to.</param>
/// <param name="Note">The text, in the page's language or, where that is missing, in the other.</param>
public sealed record NoteViewModel(Journey Journey, Station Station, Note Note)
{
    public Station? Previous => Journey.Before(Station);

    public Station? Next => Journey.After(Station);
}
