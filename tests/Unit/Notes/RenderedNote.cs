using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Notes;
using LearnWeb.Rendering.Tcp;

namespace LearnWeb.Tests.Unit.Notes;

/// <summary>Renders a piece of Markdown as a note would, and parses what comes out.</summary>
internal static class RenderedNote
{
    public static RenderedText Text(string markdown) => Text(markdown, Language.English);

    public static RenderedText Text(string markdown, Language language) =>
        new NoteRenderer(
            new LabCatalog(),
            new CodeExcerpts(Path.Combine(Repository.Root, "content"), Repository.Root),
            new RecordedFigures(new RecordedTraces(Path.Combine(Repository.Root, "content", "tcp", "traces")))
        ).Render(markdown, "web", language, Errata);

    private static readonly Dictionary<string, Erratum> Errata = ErrataFile
        .Parse(
            "web",
            """
            - id: flat-earth
              section: url
              source: "[RFC 9110 §1](https://www.rfc-editor.org/rfc/rfc9110#section-1)"
              zh: { claim: 地是平的, truth: 地是圆的。 }
              en: { claim: The earth is `flat`, truth: It is **round**. }
            """
        )
        .ToDictionary(entry => entry.Id);

    public static IElement Html(string markdown) => Html(markdown, Language.English);

    public static IElement Html(string markdown, Language language) =>
        new HtmlParser().ParseDocument($"<body>{Text(markdown, language).Html}").Body!;
}
