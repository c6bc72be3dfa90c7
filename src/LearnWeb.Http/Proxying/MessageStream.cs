namespace LearnWeb.Http.Proxying;

/// <summary>Reads messages from a stream, one after another: first the head, then the content piece by piece.</summary>
/// <param name="stream">Where they come from.</param>
/// <param name="most">The most bytes of one message.</param>
/// <param name="method">For responses: the method that is answered.</param>
internal sealed class MessageStream(Stream stream, int most, string? method = null)
{
    /// <summary>The most bytes of a head.</summary>
    public const int MostHead = 32 * 1024;

    private byte[] _bytes = new byte[4096];
    private int _count;
    private int _handed; // content up to here has been handed out

    /// <summary>The message that is being read.</summary>
    public MessageReader Message { get; private set; } = new(0, method);

    /// <summary>What has come behind the head.</summary>
    public ReadOnlyMemory<byte> BehindHead =>
        _bytes.AsMemory(Message.EndOfHead!.Value, _count - Message.EndOfHead.Value);

    /// <summary>The message as far as it has come.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Message.IsComplete ? Message.Position : _count);

    /// <summary>Reads the head of the next message.</summary>
    /// <returns>Whether one came; if not, the other side has closed.</returns>
    /// <exception cref="InvalidDataException">It is longer than a head may be.</exception>
    public async Task<bool> ReadHeadAsync(CancellationToken cancellation)
    {
        DropMessage();
        do
        {
            Message.Read(_bytes.AsSpan(0, _count));
            if (Message.EndOfHead is { } end)
            {
                return end <= MostHead ? true : throw new InvalidDataException("The head is too long.");
            }

            if (_count >= MostHead)
            {
                throw new InvalidDataException("The head is too long.");
            }
        } while (await FillAsync(cancellation));

        return false;
    }

    /// <summary>Reads some of the content, without its transfer coding.</summary>
    /// <returns>Nothing when all has been read.</returns>
    /// <exception cref="InvalidDataException">The content is malformed, too long, or breaks off.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadContentAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Message.Read(_bytes.AsSpan(0, _count));
            if (Message.Fault is { } fault)
            {
                throw new InvalidDataException($"The content is malformed: {fault}.");
            }

            if (NextPiece() is { Length: > 0 } piece)
            {
                return piece;
            }

            if (Message.IsComplete)
            {
                return default;
            }

            if (!await FillAsync(cancellation))
            {
                return Message.ContentEnd == ContentEnd.Close
                    ? default
                    : throw new InvalidDataException("The content breaks off.");
            }
        }
    }

    /// <summary>All of the content so far.</summary>
    public byte[] Content() =>
        [
            .. Message
                .Parts.Where(part => part.Kind == PartKind.Body)
                .SelectMany(part => _bytes.AsSpan(part.Start, part.Length).ToArray()),
        ];

    private ReadOnlyMemory<byte> NextPiece()
    {
        foreach (var part in Message.Parts)
        {
            if (part.Kind == PartKind.Body && part.End > _handed)
            {
                var start = Math.Max(part.Start, _handed);
                _handed = part.End;
                return _bytes.AsMemory(start, part.End - start);
            }
        }

        return default;
    }

    private void DropMessage()
    {
        var end = Message.IsComplete ? Message.Position : 0;
        _bytes.AsSpan(end, _count - end).CopyTo(_bytes);
        _count -= end;
        _handed = 0;
        Message = new MessageReader(0, method);
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        if (_count >= most)
        {
            throw new InvalidDataException("The message is too long.");
        }

        if (_count == _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(most, _bytes.Length * 2));
        }

        var got = await stream.ReadAsync(_bytes.AsMemory(_count), cancellation);
        _count += got;
        return got > 0;
    }
}
