using System.Globalization;
using System.Text;

namespace LearnWeb.Models.Wire;

/// <summary>
/// Where a message ends in a stream of bytes (RFC 9112 §6.3). Reads what is well-formed; for anything else it says that it
/// cannot tell, as a careful recipient must.
/// </summary>
public static class Framing
{
    /// <summary>The end of the request that starts here; <c>null</c> if it is incomplete or its end cannot be told.</summary>
    public static int? EndOfRequest(ReadOnlySpan<byte> bytes, int start)
    {
        if (Head.Read(bytes, start) is not { } head)
        {
            return null;
        }

        if (head.All("Transfer-Encoding") is [.., var coding])
        {
            return coding.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) ? EndOfChunks(bytes, head.End) : null;
        }

        return head.All("Content-Length") is { Count: > 0 } lengths ? EndOfLength(bytes, head.End, lengths) : head.End;
    }

    /// <summary>The end of the response that starts here.</summary>
    /// <param name="bytes">What has come so far.</param>
    /// <param name="start">Where the response starts.</param>
    /// <param name="method">The request's method: a response to HEAD has no content.</param>
    /// <param name="closed">Whether nothing more will come, which ends a response without any length.</param>
    /// <returns><c>null</c> while it is incomplete.</returns>
    public static int? EndOfResponse(ReadOnlySpan<byte> bytes, int start, string method, bool closed)
    {
        if (Head.Read(bytes, start) is not { } head)
        {
            return closed && start < bytes.Length ? bytes.Length : null;
        }

        if (head.Status is 204 or 304 or (>= 100 and < 200) || method == "HEAD")
        {
            return head.End;
        }

        var end = head.All("Transfer-Encoding").Count > 0 ? EndOfChunks(bytes, head.End)
            : head.All("Content-Length") is { Count: > 0 } lengths ? EndOfLength(bytes, head.End, lengths)
            : null;
        return end ?? (closed ? bytes.Length : null);
    }

    /// <summary>Whether the message that starts here is an interim response, after which another follows (RFC 9110 §15.2).</summary>
    public static bool IsInterim(ReadOnlySpan<byte> bytes, int start) => Head.Read(bytes, start) is { Status: >= 100 and < 200 and not 101 };

    /// <summary>Whether the message that starts here says that its sender closes the connection after it (RFC 9112 §9.6).</summary>
    public static bool SaysClose(ReadOnlySpan<byte> bytes, int start) =>
        Head.Read(bytes, start)?.All("Connection").Any(value => value.Contains("close", StringComparison.OrdinalIgnoreCase)) is true;

    /// <summary>Where the head of the message that starts here ends; <c>null</c> if it is incomplete.</summary>
    public static int? EndOfHead(ReadOnlySpan<byte> bytes, int start) => Head.Read(bytes, start)?.End;

    private static int? EndOfLength(ReadOnlySpan<byte> bytes, int bodyStart, IReadOnlyList<string> lengths) =>
        lengths.Distinct().ToList() is [var length]
        && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count <= bytes.Length - bodyStart
            ? bodyStart + count
            : null;

    private static int? EndOfChunks(ReadOnlySpan<byte> bytes, int at)
    {
        while (LineEnd(bytes, at) is { } lineEnd)
        {
            var line = Encoding.Latin1.GetString(bytes[at..lineEnd]).Split(';')[0].Trim();
            if (line.Length is 0 or > 7 || !int.TryParse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size))
            {
                return null;
            }

            if (size == 0)
            {
                return EndOfFields(bytes, lineEnd);
            }

            at = lineEnd + size + 2; // the data and its CRLF
            if (at > bytes.Length)
            {
                return null;
            }
        }

        return null;
    }

    private static int? EndOfFields(ReadOnlySpan<byte> bytes, int at)
    {
        while (LineEnd(bytes, at) is { } end)
        {
            if (bytes[at..end].TrimEnd("\r\n"u8).Length == 0)
            {
                return end;
            }

            at = end;
        }

        return null;
    }

    private static int? LineEnd(ReadOnlySpan<byte> bytes, int at) =>
        at <= bytes.Length && bytes[at..].IndexOf((byte)'\n') is >= 0 and var length ? at + length + 1 : null;

    /// <summary>The head of a message: its start line and its fields.</summary>
    private sealed record Head(string StartLine, IReadOnlyList<string> Lines, int End)
    {
        public int? Status => StartLine.StartsWith("HTTP/", StringComparison.Ordinal)
            && int.TryParse(StartLine.Split(' ').ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

        public static Head? Read(ReadOnlySpan<byte> bytes, int start)
        {
            while (start < bytes.Length && bytes[start] is (byte)'\r' or (byte)'\n')
            {
                start++; // an empty line before a start line is to be ignored (RFC 9112 §2.2)
            }

            if (LineEnd(bytes, start) is not { } fields || EndOfFields(bytes, fields) is not { } end)
            {
                return null;
            }

            var lines = Encoding.Latin1.GetString(bytes[start..end]).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
            return new Head(lines[0], lines[1..], end);
        }

        public IReadOnlyList<string> All(string name) =>
            [.. Lines.Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim())];
    }
}
