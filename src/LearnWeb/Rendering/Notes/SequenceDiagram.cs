using System.Text.RegularExpressions;
using LearnWeb.Models.Notes;

namespace LearnWeb.Rendering.Notes;

/// <summary>Whoever takes part in a sequence; the role gives the hue.</summary>
public sealed record Participant(string Id, string Role, string Label);

/// <summary>One thing that happens in a sequence.</summary>
public abstract record SequenceStep;

/// <summary>A message from one participant to another; a lost one does not arrive.</summary>
public sealed record MessageStep(Participant From, Participant To, string Text, bool Lost) : SequenceStep;

/// <summary>A participant enters a state, and stays in it until its next one.</summary>
public sealed record StateStep(Participant At, string Name) : SequenceStep;

/// <summary>A remark beside one participant or across several.</summary>
public sealed record NoteStep(Participant First, Participant Last, string Text) : SequenceStep;

/// <summary>A <c>sequence</c> block: who takes part and what happens, in order of time.</summary>
public sealed partial record SequenceDiagram(IReadOnlyList<Participant> Participants, IReadOnlyList<SequenceStep> Steps)
{
    private const int MostParticipants = 8;
    private const int MostLines = 60;
    private const int LongestText = 80;

    /// <exception cref="ContentException">A line is not of the grammar or breaks a limit.</exception>
    public static SequenceDiagram Parse(string text)
    {
        var participants = new List<Participant>();
        var steps = new List<SequenceStep>();
        var lines = text.Split('\n');
        if (lines.Length > MostLines)
        {
            throw new ContentException(
                MostLines + 1,
                $"A `sequence` block has at most {MostLines} lines. Make two figures of it."
            );
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0)
            {
                Read(line, i + 1, participants, steps);
            }
        }

        return participants.Count > 0
            ? new SequenceDiagram(participants, steps)
            : throw new ContentException(
                1,
                "A `sequence` block names its participants first: `participant b client Browser`."
            );
    }

    private static void Read(string line, int number, List<Participant> participants, List<SequenceStep> steps)
    {
        if (ParticipantLine().Match(line) is { Success: true } participant)
        {
            if (
                participants.Count == MostParticipants
                || participants.Exists(p => p.Id == participant.Groups["id"].Value)
            )
            {
                throw new ContentException(
                    number,
                    $"A participant is named once, and there are at most {MostParticipants}."
                );
            }

            participants.Add(
                new Participant(
                    participant.Groups["id"].Value,
                    participant.Groups["role"].Value,
                    Text(participant, number)
                )
            );
        }
        else if (MessageLine().Match(line) is { Success: true } message)
        {
            steps.Add(
                new MessageStep(Find("from"), Find("to"), Text(message, number), message.Groups["arrow"].Value == "-x")
            );

            Participant Find(string group) => Named(participants, message.Groups[group].Value, number);
        }
        else if (StateLine().Match(line) is { Success: true } state)
        {
            steps.Add(new StateStep(Named(participants, state.Groups["id"].Value, number), Text(state, number)));
        }
        else if (NoteLine().Match(line) is { Success: true } note)
        {
            var named = note.Groups["ids"]
                .Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => Named(participants, id, number))
                .OrderBy(participants.IndexOf)
                .ToList();
            steps.Add(new NoteStep(named[0], named[^1], Text(note, number)));
        }
        else
        {
            throw new ContentException(
                number,
                $"`{line}` is none of: `participant id role label`, `a -> b: text`, `a -x b: text`, `state a: "
                    + "NAME`, `note a: text`."
            );
        }
    }

    private static Participant Named(List<Participant> participants, string id, int line) =>
        participants.Find(participant => participant.Id == id)
        ?? throw new ContentException(
            line,
            $"`{id}` is no participant. Name it first: `participant {id} client Label`."
        );

    private static string Text(Match match, int line) =>
        match.Groups["text"].Value is { Length: <= LongestText } text
            ? text
            : throw new ContentException(
                line,
                $"That text is too long for a figure. Keep it under {LongestText} characters."
            );

    [GeneratedRegex(
        @"^participant\s+(?<id>\w+)\s+(?<role>client|server|proxy|other)\s+(?<text>.+)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ParticipantLine();

    [GeneratedRegex(
        @"^(?<from>\w+)\s*(?<arrow>->|-x)\s*(?<to>\w+)\s*:\s*(?<text>.+)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex MessageLine();

    [GeneratedRegex(@"^state\s+(?<id>\w+)\s*:\s*(?<text>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StateLine();

    [GeneratedRegex(@"^note\s+(?<ids>\w+(\s+\w+)*)\s*:\s*(?<text>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoteLine();
}
