using Markdig;

namespace LearnWeb.Rendering.Notes;

/// <summary>Markdig refuses text that is nested some hundred levels deep, and does not say where.</summary>
internal static class Nesting
{
    /// <summary>
    /// The line, counted from 1, with which a text becomes too deep; <c>null</c> for one that is not.
    /// </summary>
    public static int? FirstTooDeep(string markdown, MarkdownPipeline pipeline)
    {
        var lines = markdown.Split('\n');
        if (!IsTooDeep(lines.Length))
        {
            return null;
        }

        var (fine, tooDeep) = (0, lines.Length);
        while (tooDeep - fine > 1)
        {
            var middle = (fine + tooDeep) / 2;
            (fine, tooDeep) = IsTooDeep(middle) ? (fine, middle) : (middle, tooDeep);
        }

        return tooDeep;

        bool IsTooDeep(int count)
        {
            try
            {
                Markdown.ToHtml(string.Join('\n', lines.Take(count)), pipeline);
                return false;
            }
            catch (ArgumentException)
            {
                return true;
            }
        }
    }
}
