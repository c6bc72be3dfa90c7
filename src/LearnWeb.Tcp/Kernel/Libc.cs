using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// The few functions of the C library that .NET does not offer, or offers with a different effect: .NET's sockets set
/// SO_REUSEADDR before they bind. They work on Linux only, with the numbers that x86-64 and ARM64 share.
/// </summary>
internal static partial class Libc
{
    public const int CloneNewNet = 0x40000000;
    public const int OpenWrite = 1,
        OpenReadWrite = 2,
        OpenNonBlocking = 0x800,
        OpenCloseOnExec = 0x80000;
    public const int Inet = 2,
        Stream = 1,
        Datagram = 2,
        SocketNonBlocking = 0x800,
        SocketCloseOnExec = 0x80000;
    public const int SocketLevel = 1,
        ReuseAddress = 2,
        KeepAlive = 9,
        Linger = 13;
    public const int MaximumSegment = 2,
        KeepIdle = 4,
        KeepInterval = 5,
        KeepCount = 6,
        QuickAck = 12,
        FastOpen = 23; // belongs to TcpInfo.Level
    public const int ShutWrite = 1;
    public const int NoSignal = 0x4000,
        FastOpenData = 0x2000_0000;
    public const short PollIn = 1;

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial FileDescriptor Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(FileDescriptor descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(FileDescriptor descriptor, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(FileDescriptor descriptor, nuint request, ref InterfaceRequest argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(Span<PollEntry> entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial FileDescriptor Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(FileDescriptor socket, in SocketAddress address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(FileDescriptor socket, int backlog);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(FileDescriptor socket, in SocketAddress address, int length);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial FileDescriptor Accept(FileDescriptor socket, nint address, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int OwnName(FileDescriptor socket, ref SocketAddress address, ref int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(FileDescriptor socket, ReadOnlySpan<byte> bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    public static partial nint SendTo(
        FileDescriptor socket,
        ReadOnlySpan<byte> bytes,
        nint count,
        int flags,
        in SocketAddress address,
        int length
    );

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(FileDescriptor socket, Span<byte> bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(FileDescriptor socket, int how);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(
        FileDescriptor socket,
        int level,
        int name,
        ReadOnlySpan<byte> value,
        int length
    );

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(FileDescriptor socket, int level, int name, Span<byte> value, ref int length);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "alarm")]
    public static partial uint Alarm(uint seconds);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentId();
}

/// <summary>
/// A file descriptor, which is closed when it is disposed. One that was never opened is -1, which the kernel answers
/// with EBADF.
/// </summary>
internal sealed class FileDescriptor : SafeHandle
{
    public FileDescriptor()
        : base(-1, ownsHandle: true) { }

    /// <summary>The kernel returns 32 bits. The bits above them in the handle mean nothing.</summary>
    public int Number => unchecked((int)handle);

    public override bool IsInvalid => Number < 0;

    protected override bool ReleaseHandle() => Libc.Close(Number) == 0;
}

/// <summary>struct pollfd (poll(2)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Wanted;
    public short Happened;
}

/// <summary>struct sockaddr_in (ip(7)), with port and address in network byte order.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct SocketAddress
{
    public const int Size = 16;

    public ushort Family;
    public ushort Port;
    public uint Address;
}

/// <summary>struct ifreq (netdevice(7)): a name, followed by flags or an address.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct InterfaceRequest
{
    [FieldOffset(0)]
    public InterfaceName Name;

    [FieldOffset(16)]
    public short Flags;

    [FieldOffset(16)]
    public SocketAddress Address;

    [InlineArray(16)]
    public struct InterfaceName
    {
        private byte _first;
    }
}

/// <summary>struct rlimit (getrlimit(2)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    public nuint Soft;
    public nuint Hard;
}
