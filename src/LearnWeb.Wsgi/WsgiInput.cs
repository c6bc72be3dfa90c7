using System.Collections;
using System.Globalization;

namespace LearnWeb.Wsgi;

/// <summary>
/// The body as a stream (PEP 3333, "Input and Error Streams"): <c>read</c>, <c>readline</c>, <c>readlines</c> and
/// iteration. It ends where the body ends; reading on gives nothing.
/// </summary>
/// <param name="body">All of it.</param>
/// <param name="recorder">Notes each read; may be <c>null</c>.</param>
/// <param name="hasLength">Whether the environ says how long the body is; if not, an application cannot but read until
/// there is no more.</param>
public sealed class WsgiInput(ReadOnlyMemory<byte> body, WsgiRecorder? recorder = null, bool hasLength = true)
    : IEnumerable<byte[]>
{
    private int _at;

    /// <summary>The whole body, for a gateway that hands it on.</summary>
    internal ReadOnlyMemory<byte> Whole => body;

    /// <summary>The rule that was broken first: the application read on past the end.</summary>
    internal WsgiViolationException? Tolerated { get; private set; }

    /// <summary>Who takes down this call.</summary>
    internal WsgiRecorder? Recorder => recorder;

    /// <summary>
    /// The next bytes: so many at most, or all that are left when <paramref name="size"/> is negative; none at the end.
    /// </summary>
    public byte[] Read(int size = -1)
    {
        var left = body.Length - _at;
        if (size > left && hasLength)
        {
            var broken = new WsgiViolationException(
                WsgiRule.ReadPastBody,
                string.Create(CultureInfo.InvariantCulture, $"read({size}) > len {left}")
            );
            Tolerated ??= broken;
            recorder?.Broken(broken);
        }

        return Take(size < 0 ? left : Math.Min(size, left), "read");
    }

    /// <summary>The next line with its LF; so many bytes of it at most.</summary>
    public byte[] ReadLine(int size = -1)
    {
        var length = LengthOfLine();
        return Take(size < 0 ? length : Math.Min(size, length), "readline");
    }

    /// <summary>Whole lines, until they have at least <paramref name="hint"/> bytes together, or all.</summary>
    public List<byte[]> ReadLines(int hint = -1)
    {
        var lines = new List<byte[]>();
        var start = _at;
        while (_at < body.Length && (hint <= 0 || _at - start < hint))
        {
            lines.Add(Take(LengthOfLine()));
        }

        recorder?.Add(WsgiEventKind.Read, "readlines", _at - start);
        return lines;
    }

    /// <summary>Line by line, until there is none: what <c>wsgiref.validate</c> makes of it in Python.</summary>
    public IEnumerator<byte[]> GetEnumerator()
    {
        while (ReadLine() is { Length: > 0 } line)
        {
            yield return line;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int LengthOfLine()
    {
        var rest = body.Span[_at..];
        return rest.IndexOf((byte)'\n') is >= 0 and var lf ? lf + 1 : rest.Length;
    }

    private byte[] Take(int count, string how)
    {
        recorder?.Add(WsgiEventKind.Read, how, count);
        return Take(count);
    }

    private byte[] Take(int count)
    {
        var bytes = body.Slice(_at, count).ToArray();
        _at += count;
        return bytes;
    }
}
