using System.Text;

namespace LearnWeb.Models.Search;

/// <summary>Turns the text in which FTS5 has marked the matches into parts to show.</summary>
internal static class Snippet
{
    /// <summary>Stands before a match in marked text; control characters are never in indexed text.</summary>
    internal const char HitStart = '\u0002';

    /// <summary>Stands after a match in marked text.</summary>
    internal const char HitEnd = '\u0003';

    private const string Ellipsis = "…";

    /// <summary>All of the text.</summary>
    internal static IReadOnlyList<SnippetPart> Whole(string marked)
    {
        var (text, hits) = Read(marked);
        return Parts(text, hits, 0, text.Length);
    }

    /// <summary>About 60 Chinese or 160 Latin characters of the text, where the most different matches are.</summary>
    internal static IReadOnlyList<SnippetPart> Cut(string marked)
    {
        var (text, hits) = Read(marked);
        var (from, to) = SnippetWindow.Choose(text, hits);
        while (from < to && char.IsWhiteSpace(text[from]))
            from++;
        while (to > from && char.IsWhiteSpace(text[to - 1]))
            to--;

        var parts = Parts(text, hits, from, to);
        if (!string.IsNullOrWhiteSpace(text[..from]))
            parts.Insert(0, new SnippetPart(Ellipsis, false));
        if (!string.IsNullOrWhiteSpace(text[to..]))
            parts.Add(new SnippetPart(Ellipsis, false));
        return parts;
    }

    private static (string Text, List<Range> Hits) Read(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var hits = new List<Range>();
        var start = 0;
        foreach (var c in marked)
        {
            if (c == HitStart)
                start = text.Length;
            else if (c == HitEnd)
                hits.Add(start..text.Length);
            else if (c != SearchTokens.Separator)
                text.Append(c);
        }

        return (text.ToString(), hits);
    }

    private static List<SnippetPart> Parts(string text, List<Range> hits, int from, int to)
    {
        var parts = new List<SnippetPart>();
        var at = from;
        foreach (var hit in hits)
        {
            var (start, end) = (Math.Max(hit.Start.Value, from), Math.Min(hit.End.Value, to));
            if (start >= end)
                continue;
            if (start > at)
                parts.Add(new SnippetPart(text[at..start], false));
            parts.Add(new SnippetPart(text[start..end], true));
            at = end;
        }

        if (at < to)
            parts.Add(new SnippetPart(text[at..to], false));
        return parts;
    }
}
