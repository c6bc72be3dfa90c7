using LearnWeb.Hosting;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Razor;

namespace LearnWeb.Views;

/// <summary>What every view has at hand: its language, that language's words, and the stations.</summary>
public abstract class SitePage<TModel> : RazorPage<TModel>
{
    public Language Language => Context.Language();

    /// <summary>The words of the interface.</summary>
    public UiStrings L => UiStrings.For(Language);

    public Journey Journey => Context.RequestServices.GetRequiredService<NoteLibrary>().Current;

    /// <summary>The lab whose page it is; only within one.</summary>
    public Lab Lab => (Lab)ViewData["Lab"]!;

    /// <summary>Where this server is, as the visitor names it: for commands to try.</summary>
    public string Origin => $"{Context.Request.Scheme}://{Context.Request.Host}";

    /// <summary>An absolute address where the site knows its own; the path alone otherwise.</summary>
    /// <param name="path">From the host's root, as <see cref="Within"/> makes it.</param>
    public string Canonical(string path) =>
        Context.RequestServices.GetRequiredService<SiteAddress>().OriginOf(Context.Request) + path;

    public SiteSettings Site => Context.RequestServices.GetRequiredService<SiteSettings>();

    /// <summary>The <c>lang</c> of words in a note's language; <c>null</c> where that is the page's.</summary>
    public string? LangOf(Note note) => note.Language == Language ? null : note.Language.Tag;

    public string PathTo(Lab lab) => Within(lab.Path(Language));

    /// <summary>
    /// A path of the site as the host has it: under the sub-path, if a proxy shows the site under one.
    /// </summary>
    public string Within(string path) => Context.Request.PathBase + path;

    /// <summary>HTML of a note, whose links begin at the site's root.</summary>
    public IHtmlContent Written(string html) => new HtmlString(SubPath.InHtml(Context.Request.PathBase, html));

    /// <summary>
    /// This page in another language: the same path under the other code; home for a page without one.
    /// </summary>
    public string PathIn(Language language)
    {
        var segments = Context.Request.Path.Value!.Split('/', 3);
        var rest = Models.Language.Find(segments.ElementAtOrDefault(1)) is null ? null : segments.ElementAtOrDefault(2);
        return Within(IsErrorPage || string.IsNullOrEmpty(rest) ? $"/{language}" : $"/{language}/{rest}");
    }

    /// <summary>
    /// What was asked of this page, from the question mark on, so that it is asked in another language as well. Nothing
    /// of a page that is kept for everybody: the next visitor would be shown what this one asked.
    /// </summary>
    public string Asked => IsErrorPage || Context.IsPublicPage() ? "" : Context.Request.QueryString.ToUriComponent();

    private bool IsErrorPage => Context.Response.StatusCode >= 400;
}
