using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes.Rendering;

namespace LearnWeb.Tests.Unit.Notes;

/// <summary>Renders a piece of Markdown as a note would, and parses what comes out.</summary>
internal static class Rendering
{
    public static RenderedText Text(string markdown) =>
        new NoteRenderer(new LabCatalog()).Render(markdown, "web", Language.English, "Summary");

    public static IElement Html(string markdown) =>
        new HtmlParser().ParseDocument($"<body>{Text(markdown).Html}").Body!;
}
