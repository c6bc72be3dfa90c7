using System.Runtime.InteropServices;

namespace LearnWeb.Http;

/// <summary>The kind of one part of a message (RFC 9112 §2.1, §7.1).</summary>
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

    /// <summary>The size and the extensions of a chunk, with the line end.</summary>
    ChunkSize,
}

/// <summary>One part of a message: its kind, and its position in the bytes.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MessagePart(PartKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Splits any bytes into the parts of HTTP/1.1 messages, so that they can be shown. The parts, joined, are exactly the
/// bytes: what is malformed becomes part of a line or of a body. The method judges nothing and never fails.
/// </summary>
public static class MessageParts
{
    public static IReadOnlyList<MessagePart> Of(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<MessagePart>();
        MessageReader reader;
        do
        {
            // Another response follows an interim one (RFC 9110 §15.2).
            reader = new MessageReader(parts.Count > 0 ? parts[^1].End : 0);
            reader.Close(bytes); // F7: the site's only reader of messages finds the parts
            parts.AddRange(reader.Parts);
        } while (reader.IsInterim && reader.EndOfHead < bytes.Length);
        AddRest(parts, bytes.Length);
        return parts;
    }

    /// <summary>Bytes that follow the message on the connection are shown as if they were content.</summary>
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
