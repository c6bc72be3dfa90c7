using System.Text;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Where the participants of a diagram stand, in user units of the drawing (CSS pixels at full size). Columns are
/// as far apart as the text between them needs, so that nothing overlaps.
/// </summary>
internal sealed class SequenceLayout
{
    public const double Cell = 7.9; // one Latin letter of 13px monospace; an ideograph takes two
    public const double NoteWidth = 250;
    private const double SmallestGap = 150;
    private const double SmallestSpread = 380;
    private const double SmallestMargin = 70;
    private const double SmallestWidth = 500;

    private readonly Dictionary<Participant, double> _columns = [];

    public SequenceLayout(SequenceDiagram diagram)
    {
        var people = diagram.Participants;
        var gaps = Enumerable
            .Repeat(Math.Max(SmallestGap, SmallestSpread / Math.Max(1, people.Count - 1)), people.Count)
            .ToArray();
        for (var i = 0; i + 1 < people.Count; i++)
        {
            gaps[i] = Math.Max(gaps[i], (LabelWidth(people[i]) + LabelWidth(people[i + 1])) / 2);
        }

        foreach (var message in diagram.Steps.OfType<MessageStep>())
        {
            var (from, to) = (people.IndexOf(message.From), people.IndexOf(message.To));
            var (left, right) = (Math.Min(from, to), Math.Max(from, to));
            for (var i = left; i < right; i++)
            {
                gaps[i] = Math.Max(gaps[i], (TextWidth(message.Text) + 56) / (right - left));
            }
        }

        var x = Margin(diagram, people[0]);
        for (var i = 0; i < people.Count; i++)
        {
            _columns[people[i]] = x;
            x += gaps[i];
        }

        Width = Math.Max(SmallestWidth, _columns[people[^1]] + Margin(diagram, people[^1]));
    }

    public double Width { get; }

    public double this[Participant participant] => _columns[participant];

    /// <summary>The width of a text in the drawing's monospace face.</summary>
    public static double TextWidth(string text) => Cells(text) * Cell;

    /// <summary>Breaks a remark into lines that fit a width: between words, or between ideographs.</summary>
    public static List<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in Words(text))
        {
            if (line.Length > 0 && TextWidth(line + word.TrimEnd()) > width)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
            }

            line.Append(word);
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWide(rune) && !IsClosing(rune) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            word.Append(rune);
            if (Rune.IsWhiteSpace(rune))
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        yield return word.ToString();
    }

    private static double Margin(SequenceDiagram diagram, Participant participant)
    {
        var states = diagram
            .Steps.OfType<StateStep>()
            .Where(step => step.At == participant)
            .Select(step => TextWidth(step.Name) + 34);
        var notes = diagram
            .Steps.OfType<NoteStep>()
            .Where(step => step.First == participant || step.Last == participant)
            .Select(step => (Math.Min(NoteWidth, TextWidth(step.Text)) / 2) + 24);
        var loops = diagram
            .Steps.OfType<MessageStep>()
            .Where(step => step.From == participant && step.To == participant)
            .Select(step => TextWidth(step.Text) + 60);
        return states.Concat(notes).Concat(loops).Append(LabelWidth(participant) / 2).Append(SmallestMargin).Max();
    }

    private static double LabelWidth(Participant participant) => (Cells(participant.Label) * 9.2) + 24;

    private static int Cells(string text) => text.EnumerateRunes().Sum(rune => IsWide(rune) ? 2 : 1);

    private static bool IsWide(Rune rune) => rune.Value is >= 0x2E80 and <= 0xFF60 or >= 0x1F300;

    private static bool IsClosing(Rune rune) => "，。：；、）”！？".Contains(rune.ToString(), StringComparison.Ordinal);
}

file static class Lists
{
    public static int IndexOf<T>(this IReadOnlyList<T> list, T item) => list.ToList().IndexOf(item);
}
