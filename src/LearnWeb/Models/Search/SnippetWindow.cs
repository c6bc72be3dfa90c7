using System.Globalization;

namespace LearnWeb.Models.Search;

/// <summary>Chooses which piece of a text a snippet shows.</summary>
internal static class SnippetWindow
{
    // A Chinese character says as much, and is as wide, as some three Latin ones: 60 × 8 = 160 × 3.
    private const int Room = 480;
    private const int WideCost = 8;
    private const int NarrowCost = 3;

    /// <summary>How far from its ideal place a cut may move, in UTF-16 code units, not to split a word.</summary>
    private const int LongestMove = 24;

    /// <summary>Matches beyond these do not compete: a snippet of the first hundred is as good.</summary>
    private const int MostHits = 100;

    /// <summary>Where the piece begins and ends; all of the text if it is short enough.</summary>
    internal static (int From, int To) Choose(string text, List<Range> hits)
    {
        var cost = Costs(text);
        if (cost[^1] <= Room)
            return (0, text.Length);

        var (first, last) = BestHits(text, hits, cost);
        var from = Back(cost, first, (Room - (cost[last] - cost[first])) / 3);
        from = StartOfSentence(text, from, first) ?? MoveToGap(text, from, first);
        var to = Forward(cost, from, Room);
        if (to == text.Length)
            from = MoveToGap(text, Back(cost, to, Room), first);
        return (from, to == text.Length ? to : MoveToGap(text, to, last));
    }

    private static int[] Costs(string text)
    {
        var cost = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
            cost[i + 1] =
                cost[i]
                + (
                    char.IsLowSurrogate(text[i]) ? 0
                    : IsWide(text[i]) ? WideCost
                    : NarrowCost
                );
        return cost;
    }

    private static bool IsWide(char c) => c >= '\u2E80';

    /// <summary>
    /// From the first to the last of the neighbours with the most different words, then the most words.
    /// </summary>
    private static (int First, int Last) BestHits(string text, List<Range> hits, int[] cost)
    {
        var best = (Different: 0, Count: 0, First: 0, Last: 0);
        var words = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var count = Math.Min(hits.Count, MostHits);
        for (int i = 0, end = 0; i < count; i++)
        {
            while (end < count && (end == i || cost[hits[end].End.Value] - cost[hits[i].Start.Value] <= Room * 3 / 4))
            {
                var word = text[hits[end++]];
                words[word] = words.GetValueOrDefault(word) + 1;
            }

            if ((words.Count, end - i).CompareTo((best.Different, best.Count)) > 0)
                best = (words.Count, end - i, hits[i].Start.Value, hits[end - 1].End.Value);

            var leaving = text[hits[i]];
            if (--words[leaving] == 0)
                words.Remove(leaving);
        }

        return (best.First, best.Last);
    }

    private static int Back(int[] cost, int at, int room)
    {
        var from = at;
        while (from > 0 && cost[at] - cost[from - 1] <= room)
            from--;
        return from;
    }

    private static int Forward(int[] cost, int at, int room)
    {
        var to = at;
        while (to < cost.Length - 1 && cost[to + 1] - cost[at] <= room)
            to++;
        return to;
    }

    private static int? StartOfSentence(string text, int from, int first)
    {
        for (var at = Math.Max(from, 1); at <= first; at++)
        {
            if (text[at - 1] is '。' or '！' or '？' or '\n')
                return at;
            if (at > 1 && text[at - 1] == ' ' && text[at - 2] is '.' or '!' or '?')
                return at;
        }

        return from == 0 ? 0 : null;
    }

    /// <summary>
    /// The place between two words or characters nearest to <paramref name="at"/> on the way to
    /// <paramref name="towards"/>.
    /// </summary>
    private static int MoveToGap(string text, int at, int towards)
    {
        var step = Math.Sign(towards - at);
        for (var moved = 0; step != 0 && moved <= LongestMove; moved++)
        {
            var place = at + (moved * step);
            if (IsGap(text, place))
                return place;
            if (place == towards)
                break;
        }

        return at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }

    private static bool IsGap(string text, int at)
    {
        if (at == 0 || at == text.Length)
            return true;

        var (before, after) = (text[at - 1], text[at]);
        return !char.IsLowSurrogate(after)
            && before != '\u200D'
            && after != '\u200D' // zero width joiner: one emoji of several
            && char.GetUnicodeCategory(after) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            && !(IsWordPart(before) && IsWordPart(after));
    }

    private static bool IsWordPart(char c) => !IsWide(c) && char.IsLetterOrDigit(c);
}
