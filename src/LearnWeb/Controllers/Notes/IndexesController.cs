using System.Globalization;
using System.Text;
using System.Xml.Linq;
using LearnWeb.Hosting;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Controllers;

/// <summary>What programs read of a site: its map, its feed, and what robots may fetch.</summary>
[PublicPage]
public sealed class IndexesController(NoteLibrary library) : Controller
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace XHtml = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>Any site may show a feed, or read the map.</summary>
    public override void OnActionExecuting(ActionExecutingContext context) =>
        Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";

    [HttpGet("/robots.txt")]
    public IActionResult Robots()
    {
        var root = Request.PathBase;
        return Content(
            $"""
            User-agent: *
            Disallow: {root}/*/search
            Disallow: {root}/bin/
            Disallow: {root}/*/labs/tcp?
            Sitemap: {Absolute("/sitemap.xml")}

            """,
            "text/plain; charset=utf-8"
        );
    }

    /// <summary>Every page in the languages it is written in, each naming its twin.</summary>
    [HttpGet("/sitemap.xml")]
    public IActionResult Sitemap()
    {
        var journey = library.Current;
        var pages = new List<(string Path, DateOnly? Updated, IReadOnlyList<Language> Languages)>();
        pages.AddRange(
            new[] { "", "/notes", "/errata" }.Select(path => (path, (DateOnly?)journey.Updated, Language.All))
        );
        pages.AddRange(
            new[] { "/labs", "/bin" }
                .Concat(LabCatalog.All.Select(lab => $"/labs/{lab.Slug}"))
                .Select(path => (path, (DateOnly?)null, Language.All))
        );
        pages.AddRange(
            journey.Stations.Select(s =>
                ($"/notes/{s.Slug}", (DateOnly?)s.Notes.Values.Max(n => n.Front.Updated), s.Languages)
            )
        );

        var urls =
            from page in pages
            from language in page.Languages
            select new XElement(
                Map + "url",
                new XElement(Map + "loc", Absolute($"/{language}{page.Path}")),
                page.Updated is { } updated
                    ? new XElement(Map + "lastmod", updated.ToString("O", CultureInfo.InvariantCulture))
                    : null,
                page.Languages.Select(twin => new XElement(
                    XHtml + "link",
                    new XAttribute("rel", "alternate"),
                    new XAttribute("hreflang", twin.Tag),
                    new XAttribute("href", Absolute($"/{twin}{page.Path}"))
                ))
            );
        return Xml(
            new XElement(Map + "urlset", new XAttribute(XNamespace.Xmlns + "xhtml", XHtml), urls),
            "application/xml"
        );
    }

    /// <summary>The notes of one language as an Atom feed (RFC 4287).</summary>
    [HttpGet("/{lang:lang}/feed.xml")]
    public IActionResult Feed() => FeedIn(HttpContext.Language());

    /// <summary>The feed of the site's first language, for a reader that tries this address.</summary>
    [HttpGet("/feed.xml")]
    public IActionResult FirstFeed() => FeedIn(Language.Chinese);

    private ContentResult FeedIn(Language language)
    {
        var journey = library.Current;
        var words = UiStrings.For(language);
        var feed = new XElement(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", language.Tag),
            new XElement(Atom + "id", Absolute($"/{language}/feed.xml")),
            new XElement(Atom + "title", words["FeedTitle"]),
            new XElement(Atom + "updated", Midnight(journey.Updated)),
            new XElement(Atom + "author", new XElement(Atom + "name", "LearnWeb")),
            Link("self", $"/{language}/feed.xml"),
            Link("alternate", $"/{language}"),
            journey
                .Stations.Where(station => station.Languages.Contains(language))
                .Select(station => Entry(station.In(language), language))
                .OrderByDescending(entry => entry.Element(Atom + "updated")!.Value, StringComparer.Ordinal)
        );
        return Xml(feed, "application/atom+xml");
    }

    private string Absolute(string path) =>
        HttpContext.RequestServices.GetRequiredService<SiteAddress>().Absolute(Request, Request.PathBase + path);

    private XElement Entry(Note note, Language language) =>
        new(
            Atom + "entry",
            new XElement(Atom + "id", Absolute($"/{language}/notes/{note.Slug}")),
            new XElement(Atom + "title", note.Front.Title),
            new XElement(Atom + "updated", Midnight(note.Front.Updated)),
            Link("alternate", $"/{language}/notes/{note.Slug}"),
            new XElement(Atom + "summary", note.Front.Summary)
        );

    private XElement Link(string relation, string path) =>
        new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", Absolute(path)));

    private static string Midnight(DateOnly date) => $"{date.ToString("O", CultureInfo.InvariantCulture)}T00:00:00Z";

    private static ContentResult Xml(XElement root, string mediaType)
    {
        using var text = new Utf8Writer();
        new XDocument(new XDeclaration("1.0", "utf-8", null), root).Save(text);
        return new ContentResult { Content = text.ToString(), ContentType = $"{mediaType}; charset=utf-8" };
    }

    /// <summary>Makes the XML declaration say what is sent.</summary>
    private sealed class Utf8Writer : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
