using System.Globalization;

namespace LearnWeb.Http;

/// <summary>
/// Reads one message of HTTP/1.1, a request or a response, from bytes as they arrive (RFC 9112). The reader does no
/// input or output, stores no bytes and looks at no byte twice: the caller keeps the bytes and calls again when there
/// are more. At any time, the bytes read so far are divided into <see cref="Parts"/> without a gap. After a <see
/// cref="Fault"/>, everything behind the header section counts as content, because its end cannot be determined.
/// </summary>
/// <param name="start">The position at which the message starts.</param>
/// <param name="method">For a response, the method of its request; a response to HEAD has no content.</param>
public sealed class MessageReader(int start = 0, string? method = null)
{
    private readonly List<MessagePart> _parts = [];
    private readonly List<(string Name, string Value)> _fields = [];
    private Step _step = Step.StartLine;
    private int _searched; // there is no line end between the last part and this position
    private long _left; // bytes still to come of the content or of the chunk

    /// <summary>The element that is read next.</summary>
    private enum Step
    {
        StartLine,
        Fields,
        Content,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        UntilClose,
        Done,
    }

    /// <summary>
    /// The parts so far. Each starts where the one before it ends; the last one may still grow if it is content.
    /// </summary>
    public IReadOnlyList<MessagePart> Parts => _parts;

    /// <summary>The header section so far: the names and trimmed values of well-formed lines.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields => _fields;

    /// <summary>The request line or the status line, without its line end; empty until it has arrived.</summary>
    public string StartLine { get; private set; } = "";

    /// <summary>The first fault that was found, or <c>null</c>.</summary>
    public MessageFault? Fault { get; private set; }

    /// <summary>The position after the header section and its empty line; <c>null</c> until it has arrived.</summary>
    public int? EndOfHead { get; private set; }

    /// <summary>How the end of the content is found; <c>None</c> until the header section has come.</summary>
    internal ContentEnd ContentEnd { get; private set; }

    /// <summary>The position at which the last part ends.</summary>
    public int Position => _parts.Count > 0 ? _parts[^1].End : start;

    /// <summary>Whether the message has ended, at <see cref="Position"/>.</summary>
    public bool IsComplete => _step == Step.Done;

    public bool IsResponse => StartLine.StartsWith("HTTP/", StringComparison.Ordinal);

    /// <summary>The status code of a response; <c>null</c> for a request.</summary>
    public int? Status =>
        IsResponse
        && StartLine.Length >= 12
        && int.TryParse(StartLine.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;

    /// <summary>Whether the message is an interim response, which another response follows (RFC 9110 §15.2).</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    /// <summary>Reads as far as the bytes go.</summary>
    /// <param name="bytes">The bytes of the previous call, followed by those that have arrived since.</param>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (
            _step switch
            {
                Step.StartLine => ReadStartLine(bytes),
                Step.Fields => ReadField(bytes),
                Step.Content => ReadContent(bytes, Step.Done),
                Step.ChunkSize => ReadChunkSize(bytes),
                Step.ChunkData => ReadContent(bytes, Step.ChunkEnd),
                Step.ChunkEnd => ReadChunkEnd(bytes),
                Step.Trailers => ReadTrailer(bytes),
                Step.UntilClose => ReadRest(bytes),
                _ => false,
            }
        ) { }
    }

    /// <summary>Tells the reader that no more bytes will come. A message without another end ends here.</summary>
    /// <param name="bytes">The same bytes as for <see cref="Read"/>.</param>
    public void Close(ReadOnlySpan<byte> bytes)
    {
        Read(bytes);
        if (!IsComplete && Position < bytes.Length)
        {
            _parts.Add(
                new MessagePart(
                    _step == Step.StartLine ? PartKind.StartLine : PartKind.FieldLine,
                    Position,
                    bytes.Length - Position
                )
            );
        }

        _step = Step.Done;
    }

    /// <summary>The values of a field, one for each of its lines.</summary>
    public IEnumerable<string> ValuesOf(string name) =>
        _fields
            .Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(field => field.Value);

    /// <summary>Whether a field that is a list has this member (RFC 9110 §5.6.1).</summary>
    public bool Lists(string name, string member) => MembersOf(name).Contains(member, StringComparer.OrdinalIgnoreCase);

    /// <summary>The members of a field that is a list, over all its lines (RFC 9110 §5.6.1).</summary>
    internal IEnumerable<string> MembersOf(string name) =>
        ValuesOf(name)
            .SelectMany(value =>
                value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            );

    private bool ReadStartLine(ReadOnlySpan<byte> bytes)
    {
        if (!TryTakeLine(bytes, PartKind.StartLine, out var line) || line.Kind == PartKind.EmptyLine)
        {
            return line.Length > 0; // a recipient ignores an empty line before the start line (RFC 9112 §2.2)
        }

        StartLine = FieldLine.TextOf(bytes.Slice(line.Start, line.Length));
        if (!HttpStartLine.IsValid(StartLine))
        {
            Fault = MessageFault.StartLine;
        }

        _step = Step.Fields;
        return true;
    }

    private bool ReadField(ReadOnlySpan<byte> bytes)
    {
        if (!TryTakeLine(bytes, PartKind.FieldLine, out var line))
        {
            return false;
        }

        if (line.Kind == PartKind.EmptyLine)
        {
            EndOfHead = line.End;
            _step = Frame();
            return true;
        }

        var text = FieldLine.TextOf(bytes.Slice(line.Start, line.Length));
        if (FieldLine.Read(text) is { } field)
        {
            _fields.Add(field);
        }
        else
        {
            Fault ??= text[0] is ' ' or '\t' ? MessageFault.ObsoleteFold : MessageFault.FieldLine;
        }

        return true;
    }

    /// <summary>The step that follows the header section.</summary>
    private Step Frame()
    {
        var framing = MessageFraming.Of(this, method);
        _left = framing.Length;
        ContentEnd = framing.End;
        Fault ??= framing.Fault;
        return framing.End switch
        {
            ContentEnd.Length => Step.Content,
            ContentEnd.LastChunk => Step.ChunkSize,
            ContentEnd.Close => Step.UntilClose,
            _ => Step.Done,
        };
    }

    private bool ReadContent(ReadOnlySpan<byte> bytes, Step next)
    {
        var length = (int)Math.Min(_left, bytes.Length - Position);
        TakeContent(length);
        _left -= length;
        if (_left == 0)
        {
            _step = next;
        }

        return _left == 0;
    }

    private bool ReadChunkSize(ReadOnlySpan<byte> bytes)
    {
        if (!TryTakeLine(bytes, PartKind.ChunkSize, out var line))
        {
            return false;
        }

        if (ChunkLine.SizeOf(bytes.Slice(line.Start, line.Length)) is { } size)
        {
            _left = size;
            _step = size > 0 ? Step.ChunkData : Step.Trailers;
        }
        else
        {
            _parts[^1] = line with { Kind = PartKind.Body };
            _step = Fail(MessageFault.ChunkSize);
        }

        return true;
    }

    private bool ReadChunkEnd(ReadOnlySpan<byte> bytes)
    {
        var end = bytes[Position..];
        if (end.Length < 2 && "\r\n"u8.StartsWith(end))
        {
            return false;
        }

        if (end.StartsWith("\r\n"u8))
        {
            _parts.Add(new MessagePart(PartKind.EmptyLine, Position, 2));
            _step = Step.ChunkSize;
        }
        else
        {
            _step = Fail(MessageFault.ChunkEnd);
        }

        return true;
    }

    private bool ReadTrailer(ReadOnlySpan<byte> bytes)
    {
        if (!TryTakeLine(bytes, PartKind.FieldLine, out var line))
        {
            return false;
        }

        if (line.Kind == PartKind.EmptyLine)
        {
            _step = Step.Done;
        }

        return true;
    }

    private bool ReadRest(ReadOnlySpan<byte> bytes)
    {
        TakeContent(bytes.Length - Position);
        return false;
    }

    private Step Fail(MessageFault fault)
    {
        Fault ??= fault;
        return Step.UntilClose;
    }

    /// <summary>Adds content. Content that follows other content extends the same part.</summary>
    private void TakeContent(int length)
    {
        if (length > 0 && _parts[^1].Kind == PartKind.Body)
        {
            _parts[^1] = _parts[^1] with { Length = _parts[^1].Length + length };
        }
        else if (length > 0)
        {
            _parts.Add(new MessagePart(PartKind.Body, Position, length));
        }
    }

    /// <summary>
    /// Adds the line that starts at <see cref="Position"/>, if its end has arrived: CRLF, or LF alone (RFC 9112 §2.2).
    /// </summary>
    private bool TryTakeLine(ReadOnlySpan<byte> bytes, PartKind kind, out MessagePart line)
    {
        _searched = Math.Max(_searched, Position);
        var end = bytes[_searched..].IndexOf((byte)'\n');
        if (end < 0)
        {
            _searched = bytes.Length;
            line = default;
            return false;
        }

        _searched += end + 1;
        var isEmpty = bytes[Position.._searched] is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
        line = new MessagePart(isEmpty ? PartKind.EmptyLine : kind, Position, _searched - Position);
        _parts.Add(line);
        return true;
    }
}
