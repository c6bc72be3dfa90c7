using System.Text.RegularExpressions;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Models.Notes.Rendering;

/// <summary>
/// Lets through only links that can do no harm and points those between notes at their pages. What is not
/// allowed loses its link and keeps its words.
/// </summary>
internal static partial class SafeLinks
{
    public static void Apply(MarkdownDocument document, string slug)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            var target = link.IsImage ? ImageTarget(link.Url, slug) : LinkTarget(link.Url);
            if (target is null)
            {
                Unlink(link);
                continue;
            }

            link.Url = target;
            MarkExternal(link, target);
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

    private static string? ImageTarget(string? url, string slug) =>
        url is not null && NoteAssets.IsAllowed(url) ? $"/notes/{slug}/{url}" : null;

    private static void Unlink(LinkInline link)
    {
        var words = new ContainerInline();
        link.MoveChildrenAfter(words);
        link.ReplaceBy(words);
    }

    private static void MarkExternal(Inline link, string target)
    {
        if (AllowedScheme().IsMatch(target))
        {
            link.GetAttributes().AddProperty("rel", "noopener noreferrer");
        }
    }

    [GeneratedRegex(@"^\.\./(?<slug>[a-z0-9-]+)/(?<lang>zh|en)\.md(?<anchor>#[^\s]*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoteFile();

    [GeneratedRegex("^(https?://|mailto:)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AllowedScheme();
}
