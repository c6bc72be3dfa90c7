using System.Runtime.ExceptionServices;

namespace LearnWeb.Wsgi;

/// <summary>The HTTP server's side of one response.</summary>
public interface IWsgiConnection
{
    /// <summary>Adds the status line and the header fields; they are sent with the next flush.</summary>
    void Begin(WsgiHead head);

    /// <summary>Adds a block of the body; it is sent with the next flush.</summary>
    void Write(ReadOnlySpan<byte> block);

    /// <summary>Sends what was added; ends early when the client has gone.</summary>
    ValueTask FlushAsync(CancellationToken gone);

    /// <summary>
    /// Cuts the connection after what was sent, so that the client can tell that the body is incomplete (RFC 9112 §8).
    /// </summary>
    void Cut();
}

/// <summary>
/// The state that a server keeps of one call: whether <c>start_response</c> was called and with what, whether the
/// status and the header fields (the head) were sent, and how many bytes may still follow.
/// </summary>
/// <param name="connection">The connection over which the response is sent.</param>
/// <param name="isHead">Whether the request is HEAD: its response has no body (RFC 9110 §9.3.2).</param>
/// <param name="recorder">Records each step; may be <c>null</c>.</param>
internal sealed class WsgiCall(IWsgiConnection connection, bool isHead, WsgiRecorder? recorder)
{
    private bool _called;
    private bool _wrote;
    private WsgiHead? _head;
    private bool _isCounted;
    private long? _most;
    private long _taken;

    /// <summary>Whether the status and the header fields were sent, so that they cannot be replaced any more.</summary>
    public bool IsHeadSent { get; private set; }

    /// <summary>Whether the server has begun to ask for blocks; from then on, <c>write</c> is too late.</summary>
    public bool IsIterating { get; set; }

    /// <summary>
    /// The error that was raised again in the application, which should let it pass ("The start_response() Callable").
    /// </summary>
    public Exception? Reraised { get; private set; }

    /// <summary>
    /// Whether the body has reached the length that the application announced, so that the server need not ask for more
    /// blocks.
    /// </summary>
    public bool IsFull => IsHeadSent && !_isCounted && _taken >= _most;

    /// <summary>The violation that did not end the call: the body was longer than its announced length.</summary>
    public WsgiViolationException? Tolerated { get; private set; }

    // excerpt: start-response
    /// <summary>The <c>start_response</c> that is given to the application.</summary>
    public Action<object?> Start(object? status, object? headers, ExceptionDispatchInfo? excInfo)
    {
        recorder?.Add(
            _called ? WsgiEventKind.Restarted : WsgiEventKind.Started,
            $"{PythonText.Repr(status)}, {PythonText.Repr(headers)}"
                + $"{(excInfo is null ? "" : $", exc_info={PythonText.Repr(excInfo.SourceException)}")}"
        );
        if (excInfo is not null && IsHeadSent)
        {
            recorder?.Add(WsgiEventKind.Reraised, excInfo.SourceException.Message);
            Reraised = excInfo.SourceException;
            excInfo.Throw(); // it is too late for another response: the original error ends the call
        }

        WsgiContract.Demand(excInfo is not null || !_called, WsgiRule.StartTwice, status);
        (_called, _head) = (true, null); // a call counts even if it fails
        _head = WsgiContract.Head(status, headers);
        return Write;
    }

    // end: start-response

    // excerpt: block
    /// <summary>
    /// Takes a block of the body. The first block that is not empty sends the head before it (PEP 3333, "The
    /// start_response() Callable").
    /// </summary>
    /// <param name="block">The object that the application yielded or wrote.</param>
    /// <param name="only">Whether it is the only block, so that its length is that of the body.</param>
    public void Take(object? block, bool only)
    {
        var bytes = WsgiContract.Block(block);
        WsgiContract.Demand(_head is not null, WsgiRule.StartMissing, block);
        if (bytes.Length == 0)
        {
            return;
        }

        if (!IsHeadSent)
        {
            SendHead(only && !_wrote ? bytes.Length : null);
        }

        connection.Write(bytes.AsSpan(0, (int)Math.Clamp((_most - _taken) ?? bytes.Length, 0, bytes.Length)));
        _taken += bytes.Length;
        if (_taken > _most && !HasNoBody && Tolerated is null)
        {
            Tolerated = WsgiContract.WrongLength(WsgiRule.TooLong, _taken, _most.Value);
            recorder?.Broken(Tolerated);
        }
    }

    // end: block

    // excerpt: finish
    /// <summary>Ends the body. If the head was not sent yet, it is sent now.</summary>
    public void Finish()
    {
        WsgiContract.Demand(_head is not null, WsgiRule.StartMissing, null);
        if (!HasNoBody && _head!.ContentLength > _taken)
        {
            throw WsgiContract.WrongLength(WsgiRule.TooShort, _taken, _head.ContentLength.Value);
        }

        if (!IsHeadSent)
        {
            SendHead(0);
        }
    }

    // end: finish

    // A response to HEAD and a response with 204, 205 or 304 have no content (RFC 9110 §6.4.1, §15.3.6).
    private bool HasNoBody => isHead || _head?.Code is 204 or 205 or 304;

    private void Write(object? block)
    {
        recorder?.AddBlock(WsgiEventKind.Wrote, block);
        WsgiContract.Demand(!IsIterating, WsgiRule.WriteInIteration, block);
        var length = _taken + WsgiContract.Block(block).Length;
        if (!HasNoBody && length > _head?.ContentLength)
        {
            // "or raise an error if the application tries to write() past that point" ("Handling the Content-Length
            // Header")
            throw WsgiContract.WrongLength(WsgiRule.TooLong, length, _head.ContentLength.Value);
        }

        Take(block, only: false);
        _wrote = true;
    }

    /// <param name="known">
    /// The length of the body, if the server knows it and the application did not announce it.
    /// </param>
    private void SendHead(long? known)
    {
        // A 205 announces that it is empty (RFC 9110 §15.3.6).
        var length = _head!.Code == 205 ? 0 : _head.ContentLength ?? known;
        _most = HasNoBody ? 0 : length;
        _isCounted = !HasNoBody && _head.ContentLength is null;
        // A 204 must not have Content-Length (RFC 9110 §8.6). In a response to HEAD and in a 304, the field announces
        // what GET would have sent, if that is known.
        var isSaid =
            _head.Code != 204
            && (
                _head.ContentLength is not null || (length > 0 && _head.Code != 304) || _head.Code == 205 || !HasNoBody
            );
        if (!isSaid || _head.ContentLength != length)
        {
            _head = _head with { ContentLength = isSaid ? length : null };
        }

        connection.Begin(_head);
        IsHeadSent = true;
        recorder?.Add(WsgiEventKind.HeadSent, _head.Status);
    }
}
