using System.Text.RegularExpressions;
using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Lets through only links that can do no harm and points those between notes at their pages. What is not
/// allowed loses its link and keeps its words.
/// </summary>
internal static partial class SafeLinks
{
    /// <summary>The links and images that <see cref="Apply"/> will drop.</summary>
    public static IEnumerable<NoteMistake> Mistakes(MarkdownDocument document, string slug, Language language) =>
        document
            .Descendants<LinkInline>()
            .Where(link => Target(link, slug) is null)
            .Select(link => new NoteMistake(
                link.Line + 1,
                $"`{link.Url}` is no place a note may lead to, so only the words are shown. Use http, https, "
                    + "mailto, a path "
                    + $"of this site, `../<slug>/{language}.md`, or an image beside the note."
            ));

    public static void Apply(MarkdownDocument document, string slug)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (Target(link, slug) is { } target)
            {
                link.Url = target;
                MarkExternal(link, target);
            }
            else
            {
                link.ReplaceBy(new ContainerInline()); // which takes over the words
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!link.IsEmail && LinkTarget(link.Url) is null)
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
            else
            {
                MarkExternal(link, link.Url);
            }
        }
    }

    /// <summary>The target a link may have, or <c>null</c>.</summary>
    internal static string? LinkTarget(string? url)
    {
        if (string.IsNullOrEmpty(url) || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
        {
            return null;
        }

        if (NoteFile().Match(url) is { Success: true } note)
        {
            return $"/{note.Groups["lang"]}/notes/{note.Groups["slug"]}{note.Groups["anchor"]}";
        }

        var withinSite = url[0] == '#' || (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal));
        return withinSite || AllowedScheme().IsMatch(url) ? url : null;
    }

    private static string? Target(LinkInline link, string slug) =>
        link.IsImage ? ImageTarget(link.Url, slug) : LinkTarget(link.Url);

    private static string? ImageTarget(string? url, string slug) =>
        url is not null && NoteAssets.IsAllowed(url) ? $"/notes/{slug}/{url}" : null;

    private static void MarkExternal(Inline link, string target)
    {
        if (AllowedScheme().IsMatch(target))
        {
            link.GetAttributes().AddProperty("rel", "noopener noreferrer");
        }
    }

    [GeneratedRegex(
        @"^\.\./(?<slug>[a-z0-9-]+)/(?<lang>zh|en)\.md(?<anchor>#[^\s]*)?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NoteFile();

    [GeneratedRegex("^(https?://|mailto:)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AllowedScheme();
}
