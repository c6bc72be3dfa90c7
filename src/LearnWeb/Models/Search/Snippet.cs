namespace LearnWeb.Models.Search;

/// <summary>Cuts a text in which matches were found into parts to show.</summary>
internal static class Snippet
{
    private const string Ellipsis = "…";

    /// <summary>All of the text.</summary>
    internal static IReadOnlyList<SnippetPart> Whole(string text, List<Range> hits) =>
        Parts(text, hits, 0, text.Length);

    /// <summary>About 60 Chinese or 160 Latin characters of the text, where the most different matches are.</summary>
    internal static IReadOnlyList<SnippetPart> Cut(string text, List<Range> hits) =>
        Show(text, hits, SnippetWindow.Choose(text, hits));

    /// <summary>As much from where the text begins.</summary>
    internal static IReadOnlyList<SnippetPart> Beginning(string text, List<Range> hits) =>
        Show(text, hits, SnippetWindow.Choose(text, []));

    private static List<SnippetPart> Show(string text, List<Range> hits, (int From, int To) window)
    {
        var (from, to) = window;
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
