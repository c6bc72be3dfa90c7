using System.Runtime.InteropServices;

namespace LearnWeb.Http;

/// <summary>What a stretch of a message is (RFC 9112 §2.1, §7.1).</summary>
public enum PartKind
{
    /// <summary>The request line or the status line, with its line end.</summary>
    StartLine,

    /// <summary>A field line of the header or the trailer section, with its line end.</summary>
    FieldLine,

    /// <summary>An empty line: CRLF, or LF alone.</summary>
    EmptyLine,

    /// <summary>Content, or the data of one chunk.</summary>
    Body,

    /// <summary>A chunk's size and extensions, with the line end.</summary>
    ChunkSize,
}

/// <summary>One part of a message: what it is, and where in the bytes it stands.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessagePart(PartKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Cuts any bytes into the parts of HTTP/1.1 messages, to be shown. The parts, joined, are exactly the bytes: what
/// makes no sense becomes part of a line or of a body. It judges nothing and never fails.
/// </summary>
public static class MessageParts
{
    public static IReadOnlyList<MessagePart> Of(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<MessagePart>();
        MessageReader reader;
        do
        {
            // An interim response is followed by another (RFC 9110 §15.2).
            reader = new MessageReader(parts.Count > 0 ? parts[^1].End : 0);
            reader.Close(bytes); // F7: told apart by the one reader of messages
            parts.AddRange(reader.Parts);
        } while (reader.IsInterim && reader.EndOfHead < bytes.Length);
        AddRest(parts, bytes.Length);
        return parts;
    }

    /// <summary>What follows the message on the connection is shown as if it were content.</summary>
    private static void AddRest(List<MessagePart> parts, int end)
    {
        var start = parts.Count > 0 ? parts[^1].End : 0;
        if (start == end)
        {
            return;
        }

        if (parts is [.., { Kind: PartKind.Body } body])
        {
            parts[^1] = body with { Length = end - body.Start };
        }
        else
        {
            parts.Add(new MessagePart(PartKind.Body, start, end - start));
        }
    }
}
