using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LearnWeb.Http;

/// <summary>
/// Sends bytes over a TCP connection of their own and takes down what comes back. It connects to the address it was
/// made with and to no other, whatever the bytes say.
/// </summary>
/// <param name="server">Where to.</param>
/// <param name="from">The address to come from; any of this machine's if not given.</param>
public sealed class RawSender(IPEndPoint server, IPAddress? from = null)
{
    /// <summary>The most that is taken back, in bytes.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>How long a conversation may last, unless another time is given.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a client that asked for 100 (Continue) waits for it before it sends the body anyway (RFC 9110 §10.1.1).
    /// </summary>
    private static readonly TimeSpan ContinuePatience = TimeSpan.FromSeconds(1);

    /// <summary>Sends the input and reads until all is answered, or one of the bounds is met.</summary>
    /// <param name="input">What to send.</param>
    /// <param name="cancellation">Ends the conversation early.</param>
    /// <param name="longest">How long it may last; <see cref="Longest"/> if not given.</param>
    /// <param name="connected">Told the connection's ports before anything is sent.</param>
    /// <param name="leaves">Whether to close the connection as soon as some of the last response's content has
    /// come.</param>
    /// <exception cref="SocketException">The lab's own server does not answer at all.</exception>
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
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(longest ?? Longest);
        var talk = new Conversation(socket, input, leaves);
        var ending = await talk.RunAsync(patience.Token);
        cancellation.ThrowIfCancellationRequested();
        return new HttpTrace(talk.Exchanges(), talk.Events, ending);
    }

    private sealed class Conversation(Socket socket, RawInput input, bool leaves)
    {
        private readonly IReadOnlyList<ByteSpan> _requests = input.Requests();
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly byte[] _received = new byte[MostBytes];
        private readonly List<int> _ends = []; // of the final responses so far
        private int _count;
        private MessageReader? _response; // the one that is coming

        public List<WireEvent> Events { get; } = [];

        public async Task<Ending> RunAsync(CancellationToken patience)
        {
            try
            {
                await SendAsync(patience);
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

                    if (!await ReceiveAsync(patience))
                    {
                        return Ending.ClosedByServer;
                    }
                }

                return leaves ? Ending.ClientLeft
                    : await ClosesNowAsync(patience) ? Ending.ClosedByServer
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

        /// <summary>
        /// Requests with what came back for them; one response after another belongs to one request after another.
        /// </summary>
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

        private async Task SendAsync(CancellationToken patience)
        {
            foreach (var request in _requests)
            {
                var bytes = input.Bytes.Slice(request.Start, request.Length);
                if (AwaitsContinue(bytes.Span) is { } head)
                {
                    await SendAsync(bytes[..head], patience);
                    await ReceiveWithinAsync(ContinuePatience, patience);
                    bytes = bytes[head..];
                }

                await SendAsync(bytes, patience);
            }
        }

        private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken patience)
        {
            if (bytes.Length > 0)
            {
                Events.Add(new WireEvent(Elapsed(), true, bytes.Length));
                while (bytes.Length > 0)
                {
                    bytes = bytes[await socket.SendAsync(bytes, patience)..];
                }
            }
        }

        /// <returns>Whether anything came; nothing means that the server has closed.</returns>
        private async Task<bool> ReceiveAsync(CancellationToken patience)
        {
            var count = await socket.ReceiveAsync(_received.AsMemory(_count), patience);
            _count += count;
            if (count > 0)
            {
                Events.Add(new WireEvent(Elapsed(), false, count));
            }

            return count > 0;
        }

        private async Task ReceiveWithinAsync(TimeSpan time, CancellationToken patience)
        {
            using var shorter = CancellationTokenSource.CreateLinkedTokenSource(patience);
            shorter.CancelAfter(time);
            try
            {
                await ReceiveAsync(shorter.Token);
            }
            catch (OperationCanceledException) when (!patience.IsCancellationRequested)
            {
                // It did not come; the client goes on.
            }
        }

        /// <summary>
        /// Whether the server closes the connection now that it has answered: waited for if it has said so, else only a
        /// moment.
        /// </summary>
        private async Task<bool> ClosesNowAsync(CancellationToken patience)
        {
            using var shorter = CancellationTokenSource.CreateLinkedTokenSource(patience);
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
        /// Reads on in what has come, response after response; interim ones belong to the one that follows.
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

        /// <summary>Whether the last response has come further than its head.</summary>
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

/// <summary>Both ends of a connection within this machine, which no other connection has at the same time.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct ConnectionPorts(int Client, int Server);
