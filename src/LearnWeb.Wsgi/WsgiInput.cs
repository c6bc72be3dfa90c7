using System.Collections;
using System.Globalization;

namespace LearnWeb.Wsgi;

/// <summary>
/// The body as a stream (PEP 3333, "Input and Error Streams") with <c>read</c>, <c>readline</c>, <c>readlines</c> and
/// iteration. The stream ends where the body ends; after that, each read returns nothing.
/// </summary>
/// <param name="body">The whole body.</param>
/// <param name="recorder">Records each read; may be <c>null</c>.</param>
/// <param name="hasLength">
/// Whether the environ has the length of the body. If not, an application must read until there is no more.
/// </param>
public sealed class WsgiInput(ReadOnlyMemory<byte> body, WsgiRecorder? recorder = null, bool hasLength = true)
    : IEnumerable<byte[]>
{
    private int _at;

    /// <summary>The whole body, for a gateway that hands it on.</summary>
    internal ReadOnlyMemory<byte> Whole => body;

    /// <summary>The first violation: the application read past the end.</summary>
    internal WsgiViolationException? Tolerated { get; private set; }

    /// <summary>The recorder of this call.</summary>
    internal WsgiRecorder? Recorder => recorder;

    /// <summary>
    /// Reads the next bytes: at most <paramref name="size"/>, or all that are left if it is negative; none at the end.
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

    /// <summary>Reads the next line with its LF, at most <paramref name="size"/> bytes of it.</summary>
    public byte[] ReadLine(int size = -1)
    {
        var length = LengthOfLine();
        return Take(size < 0 ? length : Math.Min(size, length), "readline");
    }

    /// <summary>
    /// Reads whole lines until they have at least <paramref name="hint"/> bytes together, or until the end.
    /// </summary>
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

    /// <summary>Reads line by line until the end, as Python's <c>wsgiref.validate</c> does.</summary>
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
