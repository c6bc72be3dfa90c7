namespace LearnWeb.Models.Notes;

/// <summary>
/// Mistakes of notes that can be read. They show only beside other notes, or in a browser; the notes are shown all the
/// same.
/// </summary>
internal static class JourneyCheck
{
    /// <param name="stations">All of them.</param>
    /// <param name="latest">The latest day on which a note can have been updated.</param>
    public static IEnumerable<ContentProblem> Find(IReadOnlyList<Station> stations, DateOnly latest)
    {
        var orders = stations.ToDictionary(station => station.Slug, station => station.Order);
        var slugs = stations.ToLookup(station => station.Order, station => station.Slug);
        return stations
            .SelectMany(station => station.Notes.Values)
            .SelectMany(note =>
                OfOrder(note, slugs)
                    .Concat(OfRequires(note, orders))
                    .Concat(OfUpdated(note, latest))
                    .Concat(OfText(note))
            );
    }

    private static IEnumerable<ContentProblem> OfOrder(Note note, ILookup<int, string> slugs) =>
        slugs[note.Front.Order]
            .Where(slug => slug != note.Slug)
            .Take(1)
            .Select(other =>
                Problem(
                    note,
                    "order",
                    $"The note `{other}` has the `order` {note.Front.Order}, too. Give each note a number of its own."
                )
            );

    private static IEnumerable<ContentProblem> OfRequires(Note note, Dictionary<string, int> orders) =>
        from required in note.Front.Requires
        let mistake = required == note.Slug ? $"`requires` names the note itself. Remove `{required}`."
        : !orders.TryGetValue(required, out var order)
            ? $"`requires` names `{required}`, and there is no such note. Write the name of a note's folder, or "
                + "remove it."
        : order > note.Front.Order
            ? $"`requires` names `{required}`, which comes later. Remove it, or give that note a smaller `order`."
        : null
        where mistake is not null
        select Problem(note, "requires", mistake);

    private static IEnumerable<ContentProblem> OfUpdated(Note note, DateOnly latest) =>
        note.Front.Updated > latest
            ? [Problem(note, "updated", "`updated` is still to come. Write the day on which the meaning last changed.")]
            : [];

    private static IEnumerable<ContentProblem> OfText(Note note) =>
        note.Mistakes.Select(mistake => new ContentProblem(FileOf(note), mistake.Line, mistake.Message));

    private static ContentProblem Problem(Note note, string key, string message)
    {
        var before = note
            .Text.Value.Source.Split('\n')
            .TakeWhile(line => !line.StartsWith($"{key}:", StringComparison.Ordinal))
            .Count();
        return new ContentProblem(FileOf(note), before + 1, message);
    }

    private static string FileOf(Note note) => $"{note.Slug}/{note.Language}.md";
}
