using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LearnWeb.Http;

/// <summary>
/// Sends bytes over a new TCP connection and records what comes back. It connects only to the address that it was
/// created with, whatever the bytes say.
/// </summary>
/// <param name="server">Where to.</param>
/// <param name="from">The address to come from; any of this machine's if not given.</param>
public sealed class RawSender(IPEndPoint server, IPAddress? from = null)
{
    /// <summary>The most bytes that are received.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>How long a conversation may last, unless the caller gives another time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a client that expects 100 (Continue) waits for it before it sends the body anyway (RFC 9110 §10.1.1).
    /// </summary>
    private static readonly TimeSpan ContinueTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Sends the input and reads until every request is answered or a limit is reached.</summary>
    /// <param name="input">The bytes to send.</param>
    /// <param name="cancellation">Ends the conversation early.</param>
    /// <param name="longest">How long the conversation may last; <see cref="Longest"/> if <c>null</c>.</param>
    /// <param name="connected">Is called with the ports of the connection before anything is sent.</param>
    /// <param name="leaves">
    /// Whether the client closes the connection as soon as a part of the last response's content has arrived.
    /// </param>
    /// <exception cref="SocketException">The lab's own server accepts no connection.</exception>
    public async Task<HttpTrace> SendAsync(
        RawInput input,
        CancellationToken cancellation,
        TimeSpan? longest = null,
        Action<ConnectionPorts>? connected = null,
        bool leaves = false
    )
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(server, cancellation);
        connected?.Invoke(new ConnectionPorts(((IPEndPoint)socket.LocalEndPoint!).Port, server.Port));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(longest ?? Longest);
        var conversation = new Conversation(socket, input, leaves);
        var ending = await conversation.RunAsync(timeout.Token);
        cancellation.ThrowIfCancellationRequested();
        return new HttpTrace(conversation.Exchanges(), conversation.Events, ending);
    }

    private sealed class Conversation(Socket socket, RawInput input, bool leaves)
    {
        private readonly IReadOnlyList<ByteSpan> _requests = input.Requests();
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly byte[] _received = new byte[MostBytes];
        private readonly List<int> _ends = []; // the ends of the final responses so far
        private int _count;
        private MessageReader? _response; // the response that is arriving

        public List<WireEvent> Events { get; } = [];

        public async Task<Ending> RunAsync(CancellationToken timeout)
        {
            try
            {
                await SendAsync(timeout);
                while (!IsAllAnswered())
                {
                    if (leaves && HasContent())
                    {
                        return Ending.ClientLeft;
                    }

                    if (_count == MostBytes)
                    {
                        return Ending.TooMuch;
                    }

                    if (!await ReceiveAsync(timeout))
                    {
                        return Ending.ClosedByServer;
                    }
                }

                return leaves ? Ending.ClientLeft
                    : await ClosesNowAsync(timeout) ? Ending.ClosedByServer
                    : Ending.Answered;
            }
            catch (SocketException)
            {
                return Ending.Reset;
            }
            catch (OperationCanceledException)
            {
                return Ending.TimedOut;
            }
        }

        /// <summary>The requests and their responses. Responses have the order of the requests.</summary>
        public List<RawExchange> Exchanges()
        {
            var exchanges = new List<RawExchange>();
            var at = 0;
            foreach (var request in _requests)
            {
                var isLast = exchanges.Count == _requests.Count - 1;
                var end = isLast || exchanges.Count >= _ends.Count ? _count : _ends[exchanges.Count];
                exchanges.Add(
                    new RawExchange(
                        new(input.Bytes.Slice(request.Start, request.Length)),
                        new(_received.AsMemory(at, end - at))
                    )
                );
                at = end;
            }

            return exchanges;
        }

        private async Task SendAsync(CancellationToken timeout)
        {
            foreach (var request in _requests)
            {
                var bytes = input.Bytes.Slice(request.Start, request.Length);
                if (AwaitsContinue(bytes.Span) is { } head)
                {
                    await SendAsync(bytes[..head], timeout);
                    await ReceiveWithinAsync(ContinueTimeout, timeout);
                    bytes = bytes[head..];
                }

                await SendAsync(bytes, timeout);
            }
        }

        private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken timeout)
        {
            if (bytes.Length > 0)
            {
                Events.Add(new WireEvent(Elapsed(), true, bytes.Length));
                while (bytes.Length > 0)
                {
                    bytes = bytes[await socket.SendAsync(bytes, timeout)..];
                }
            }
        }

        /// <returns>Whether any bytes arrived. If none did, the server has closed the connection.</returns>
        private async Task<bool> ReceiveAsync(CancellationToken timeout)
        {
            var count = await socket.ReceiveAsync(_received.AsMemory(_count), timeout);
            _count += count;
            if (count > 0)
            {
                Events.Add(new WireEvent(Elapsed(), false, count));
            }

            return count > 0;
        }

        private async Task ReceiveWithinAsync(TimeSpan time, CancellationToken timeout)
        {
            using var shorter = CancellationTokenSource.CreateLinkedTokenSource(timeout);
            shorter.CancelAfter(time);
            try
            {
                await ReceiveAsync(shorter.Token);
            }
            catch (OperationCanceledException) when (!timeout.IsCancellationRequested)
            {
                // The interim response did not come in time. The client sends the body anyway.
            }
        }

        /// <summary>
        /// Whether the server closes the connection after it has answered. If its response announced that, the client
        /// waits for it; otherwise it waits only for a moment.
        /// </summary>
        private async Task<bool> ClosesNowAsync(CancellationToken timeout)
        {
            using var shorter = CancellationTokenSource.CreateLinkedTokenSource(timeout);
            if (_response?.Lists("Connection", "close") is not true)
            {
                shorter.CancelAfter(TimeSpan.FromMilliseconds(50));
            }

            try
            {
                return !await ReceiveAsync(shorter.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        /// <summary>
        /// Reads the bytes that have arrived, one response after another. An interim response belongs to the final one
        /// that follows it.
        /// </summary>
        private bool IsAllAnswered()
        {
            while (_ends.Count < _requests.Count)
            {
                if (_response is null or { IsComplete: true })
                {
                    _response = new MessageReader(_response?.Position ?? 0, MethodOf(_requests[_ends.Count]));
                }

                _response.Read(_received.AsSpan(0, _count));
                if (!_response.IsComplete)
                {
                    return false;
                }

                if (!_response.IsInterim)
                {
                    _ends.Add(_response.Position);
                }
            }

            return true;
        }

        /// <summary>Whether a part of the response's content has arrived.</summary>
        private bool HasContent() => _response is { EndOfHead: { } head } && head < _count;

        private string MethodOf(ByteSpan request)
        {
            var text = Encoding.Latin1.GetString(input.Bytes.Span.Slice(request.Start, Math.Min(request.Length, 32)));
            return text.TrimStart('\r', '\n').Split(' ')[0];
        }

        private static int? AwaitsContinue(ReadOnlySpan<byte> request)
        {
            var reader = new MessageReader();
            reader.Read(request);
            return reader.EndOfHead < request.Length && reader.Lists("Expect", "100-continue")
                ? reader.EndOfHead
                : null;
        }

        private double Elapsed() => Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
    }
}

/// <summary>
/// The two ports of a connection within this machine. No other connection has the same pair at the same time.
/// </summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct ConnectionPorts(int Client, int Server);
