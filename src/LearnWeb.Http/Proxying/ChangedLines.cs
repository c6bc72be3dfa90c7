using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>What an intermediary has changed in the head of a message.</summary>
public static class ChangedLines
{
    /// <summary>
    /// Where in a message the lines of its head start that do not stand in the other one, as often as they do here. The
    /// order of lines does not count.
    /// </summary>
    /// <param name="message">The message on one hop.</param>
    /// <param name="other">The same on another; where it is empty, nothing has changed.</param>
    public static IReadOnlySet<int> Of(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> other)
    {
        if (other.IsEmpty)
        {
            return new HashSet<int>();
        }

        var known = Lines(other).Select(line => line.Text).ToList();
        return Lines(message).Where(line => !known.Remove(line.Text)).Select(line => line.Start).ToHashSet();
    }

    private static IEnumerable<(int Start, string Text)> Lines(ReadOnlyMemory<byte> message) =>
        MessageParts
            .Of(message.Span)
            .TakeWhile(part => part.Kind is PartKind.StartLine or PartKind.FieldLine)
            .Select(part => (part.Start, Encoding.Latin1.GetString(message.Span.Slice(part.Start, part.Length))));
}
