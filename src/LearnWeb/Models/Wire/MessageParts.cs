using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace LearnWeb.Models.Wire;

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
/// Cuts any bytes into the parts of HTTP/1.1 messages, to be shown. The parts, joined, are exactly the bytes: what makes
/// no sense becomes part of a line or of a body. It judges nothing and never fails.
/// </summary>
public static class MessageParts
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static IReadOnlyList<MessagePart> Of(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<MessagePart>();
        var at = 0;
        while (at < bytes.Length)
        {
            // An empty line before a start line is to be ignored (RFC 9112 §2.2).
            var line = Line(bytes, at);
            parts.Add(line);
            at = line.End;
            if (line.Kind == PartKind.EmptyLine)
            {
                continue;
            }

            parts[^1] = line with { Kind = PartKind.StartLine };
            at = Fields(bytes, at, parts, out var chunked);
            if (IsInterim(bytes[line.Start..line.End]))
            {
                continue; // an interim response has no content; the next message follows (RFC 9110 §15.2)
            }

            at = chunked ? Chunks(bytes, at, parts) : at;
            if (at < bytes.Length)
            {
                parts.Add(new MessagePart(PartKind.Body, at, bytes.Length - at));
            }

            break;
        }

        return parts;
    }

    /// <summary>Field lines up to and with the empty line.</summary>
    private static int Fields(ReadOnlySpan<byte> bytes, int at, List<MessagePart> parts, out bool chunked)
    {
        chunked = false;
        while (at < bytes.Length)
        {
            var line = Line(bytes, at);
            parts.Add(line);
            at = line.End;
            if (line.Kind == PartKind.EmptyLine)
            {
                break;
            }

            chunked |= SaysChunked(bytes[line.Start..line.End]);
        }

        return at;
    }

    /// <summary>Chunks, as long as they are well-formed, and the trailer section.</summary>
    private static int Chunks(ReadOnlySpan<byte> bytes, int at, List<MessagePart> parts)
    {
        while (at < bytes.Length)
        {
            var line = Line(bytes, at);
            if (line.Kind == PartKind.EmptyLine || Size(bytes[line.Start..line.End]) is not { } size)
            {
                return at;
            }

            parts.Add(line with { Kind = PartKind.ChunkSize });
            at = line.End;
            if (size == 0)
            {
                return Fields(bytes, at, parts, out _);
            }

            var data = Math.Min(size, bytes.Length - at);
            if (data > 0)
            {
                parts.Add(new MessagePart(PartKind.Body, at, data));
                at += data;
            }

            if (at < bytes.Length && Line(bytes, at) is { Kind: PartKind.EmptyLine } end)
            {
                parts.Add(end);
                at = end.End;
            }
        }

        return at;
    }

    /// <summary>From here to the line end, which belongs to it, or to the end of all.</summary>
    private static MessagePart Line(ReadOnlySpan<byte> bytes, int at)
    {
        var end = bytes[at..].IndexOf((byte)'\n');
        var line = end < 0 ? bytes[at..] : bytes.Slice(at, end + 1);
        var empty = line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
        return new MessagePart(empty ? PartKind.EmptyLine : PartKind.FieldLine, at, line.Length);
    }

    private static bool IsInterim(ReadOnlySpan<byte> startLine) =>
        startLine.StartsWith("HTTP/1."u8) && startLine.Length > 11 && startLine[9] == '1' && !startLine[9..].StartsWith("101"u8);

    private static bool SaysChunked(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon > 0
            && Ascii.EqualsIgnoreCase(line[..colon].TrimEnd((byte)' '), "Transfer-Encoding"u8)
            && Encoding.Latin1.GetString(line[(colon + 1)..]).Trim().EndsWith("chunked", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The size a chunk line says (hexadecimal), or <c>null</c> if it says none that can be.</summary>
    private static int? Size(ReadOnlySpan<byte> line)
    {
        var digits = line.IndexOfAnyExcept(HexDigits);
        digits = digits < 0 ? line.Length : digits;
        return digits is > 0 and < 8
            ? int.Parse(line[..digits], System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}
