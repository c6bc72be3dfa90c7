using System.Net;
using System.Runtime.InteropServices;

namespace LearnWeb.Tcp.Kernel;

/// <summary>The program at one end, which holds sockets and makes system calls on them.</summary>
internal sealed class EndProgram(NetworkEnd end) : IDisposable
{
    private readonly Stack<FileDescriptor> _sockets = new();
    private FileDescriptor _listener = new();

    /// <summary>
    /// The newest socket that the program still holds. If it holds none, this is a descriptor that was never opened.
    /// </summary>
    private FileDescriptor Newest => _sockets.TryPeek(out var newest) ? newest : new FileDescriptor();

    /// <summary>The listener's backlog and accept queue; <c>null</c> without a listener.</summary>
    public (int Backlog, int Queue)? Listening =>
        InfoOf(_listener) is { } info ? (info.Limit, info.Unacknowledged) : null;

    public TcpInfo? Info => InfoOf(Newest);

    /// <summary>The MSS that SYNs announce from now on, in bytes; <c>null</c> for what the device carries.</summary>
    public int? MaximumSegmentSize { get; set; }

    /// <summary>Opens a new listener. The old one is closed first, as when a server is restarted.</summary>
    public string Listen(ListenStep step)
    {
        _listener.Dispose();
        _listener = new FileDescriptor();
        var socket = NewSocket();
        if (step.FastOpen)
        {
            _ = SetOption(socket, TcpInfo.Level, Libc.FastOpen, step.Backlog);
        }

        var refusal =
            Bind(socket, Relay.ServerPort, step.Reuse)
            ?? (Libc.Listen(socket, step.Backlog) < 0 ? KernelAnswer.Of(-1) : null);
        if (refusal is not null)
        {
            socket.Dispose();
            return refusal;
        }

        _listener = socket;
        return KernelAnswer.Ok;
    }

    public string Accept()
    {
        var socket = Libc.Accept(_listener, 0, 0, Libc.SocketNonBlocking | Libc.SocketCloseOnExec);
        if (socket.IsInvalid)
        {
            return KernelAnswer.Of(-1);
        }

        _sockets.Push(socket);
        return KernelAnswer.Ok;
    }

    /// <summary>Starts to connect.</summary>
    /// <param name="to">The address and port of the other end.</param>
    /// <param name="ownPort">The local port; <c>null</c> lets the kernel choose.</param>
    /// <param name="fastOpenBytes">How many bytes are given to the call, so that the SYN can carry them.</param>
    /// <param name="delaysAck">Whether the ACK of the SYN-ACK waits for data.</param>
    /// <returns>
    /// The local port and the kernel's answer; the answer is <c>null</c> while the connection is being established.
    /// </returns>
    public (int Port, string? Answer) BeginConnect(IPEndPoint to, int? ownPort, int fastOpenBytes, bool delaysAck)
    {
        var socket = NewSocket();
        if (ownPort is { } port && Bind(socket, port, reuse: true) is { } refusal)
        {
            socket.Dispose();
            return (0, refusal);
        }

        if (MaximumSegmentSize is { } most)
        {
            _ = SetOption(socket, TcpInfo.Level, Libc.MaximumSegment, most);
        }

        if (delaysAck)
        {
            _ = SetOption(socket, TcpInfo.Level, Libc.QuickAck, 0);
        }

        _sockets.Push(socket);
        var address = NetworkEnd.EndpointOf(to.Address, to.Port);
        var answer =
            fastOpenBytes > 0
                ? KernelAnswer.Of(
                    Libc.SendTo(
                        socket,
                        Letters(fastOpenBytes),
                        fastOpenBytes,
                        Libc.NoSignal | Libc.FastOpenData,
                        address,
                        SocketAddress.Size
                    ),
                    counts: true
                )
                // T6: the system call that any program would make
                : KernelAnswer.Of(Libc.Connect(socket, address, SocketAddress.Size));
        return (PortOf(socket), answer == KernelAnswer.OfError(KernelAnswer.InProgress) ? null : answer);
    }

    /// <summary>
    /// The result of a started connection: <c>ok</c>, an error, or <c>null</c> while it is being established.
    /// </summary>
    public string? Progress(IPEndPoint to)
    {
        var address = NetworkEnd.EndpointOf(to.Address, to.Port);
        if (Libc.Connect(Newest, address, SocketAddress.Size) >= 0)
        {
            return KernelAnswer.Ok;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            KernelAnswer.AlreadyConnecting or KernelAnswer.InProgress => null,
            KernelAnswer.AlreadyConnected => KernelAnswer.Ok,
            var error => KernelAnswer.OfError(error),
        };
    }

    public string Send(int count) =>
        KernelAnswer.Of(Libc.Send(Newest, Letters(count), count, Libc.NoSignal), counts: true);

    /// <summary>
    /// Turns keep-alive on. The times are set first, so that the kernel never uses its default times.
    /// </summary>
    public string KeepAlive(KeepAliveStep step)
    {
        foreach (
            var (level, name, value) in new[]
            {
                (TcpInfo.Level, Libc.KeepIdle, step.Idle),
                (TcpInfo.Level, Libc.KeepInterval, step.Interval),
                (TcpInfo.Level, Libc.KeepCount, step.Count),
                (Libc.SocketLevel, Libc.KeepAlive, 1),
            }
        )
        {
            if (SetOption(Newest, level, name, value) < 0)
            {
                return KernelAnswer.Of(-1);
            }
        }

        return KernelAnswer.Ok;
    }

    public string Call(SocketCall call) =>
        call switch
        {
            SocketCall.Receive => Receive(),
            SocketCall.Shutdown => KernelAnswer.Of(Libc.Shutdown(Newest, Libc.ShutWrite)),
            SocketCall.Close => Close(),
            SocketCall.Reset => Reset(),
            _ => throw new ArgumentOutOfRangeException(nameof(call)),
        };

    /// <summary>Aborts all connections that are still open, so that the kernel does not continue them.</summary>
    public void Dispose()
    {
        while (_sockets.Count > 0)
        {
            Reset();
        }

        _listener.Dispose();
    }

    private string Receive()
    {
        var buffer = new byte[64 * 1024];
        return KernelAnswer.Of(Libc.Receive(Newest, buffer, buffer.Length, 0), counts: true);
    }

    private string Close()
    {
        var socket = _sockets.TryPop(out var newest) ? newest : new FileDescriptor();
        var answer = KernelAnswer.Of(Libc.Close(socket.Number));
        socket.SetHandleAsInvalid();
        return answer;
    }

    private string Reset()
    {
        byte[] abort = [1, 0, 0, 0, 0, 0, 0, 0]; // struct linger: on, 0 seconds
        _ = Libc.SetOption(Newest, Libc.SocketLevel, Libc.Linger, abort, abort.Length);
        return Close();
    }

    private FileDescriptor NewSocket() =>
        end.Within(() =>
            KernelRefusalException.Check(
                Libc.Socket(Libc.Inet, Libc.Stream | Libc.SocketNonBlocking | Libc.SocketCloseOnExec, 0),
                "socket"
            )
        );

    /// <returns>The error, or <c>null</c> if the socket is bound.</returns>
    private string? Bind(FileDescriptor socket, int port, bool reuse)
    {
        if (reuse)
        {
            _ = SetOption(socket, Libc.SocketLevel, Libc.ReuseAddress, 1);
        }

        var address = NetworkEnd.EndpointOf(end.Address, port);
        return Libc.Bind(socket, address, SocketAddress.Size) < 0 ? KernelAnswer.Of(-1) : null;
    }

    private static byte[] Letters(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)('a' + (i % 26)))];

    private static int SetOption(FileDescriptor socket, int level, int name, int value) =>
        Libc.SetOption(socket, level, name, BitConverter.GetBytes(value), sizeof(int));

    private static int PortOf(FileDescriptor socket)
    {
        var (address, length) = (default(SocketAddress), SocketAddress.Size);
        return Libc.OwnName(socket, ref address, ref length) < 0
            ? 0
            : (ushort)IPAddress.NetworkToHostOrder((short)address.Port);
    }

    private static TcpInfo? InfoOf(FileDescriptor socket)
    {
        var (bytes, length) = (new byte[TcpInfo.Size], TcpInfo.Size);
        return Libc.GetOption(socket, TcpInfo.Level, TcpInfo.Name, bytes, ref length) < 0
            ? null
            : TcpInfo.Parse(bytes.AsSpan(0, length));
    }
}
