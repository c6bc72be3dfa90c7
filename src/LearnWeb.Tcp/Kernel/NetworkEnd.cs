using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// One end of the wire: a network namespace with its own TCP, one device and one address, and no other way out. It has
/// a thread that makes its sockets. The namespace disappears when the process ends.
/// </summary>
internal sealed class NetworkEnd
{
    private const string Device = "wire0";
    private const short TunWithoutHeader = 0x1001; // IFF_TUN | IFF_NO_PI
    private const short UpAndRunning = 0x41; // IFF_UP | IFF_RUNNING
    private const nuint MakeTun = 0x400454ca; // TUNSETIFF
    private const nuint SetAddress = 0x8916,
        SetMask = 0x891c,
        SetFlags = 0x8914; // netdevice(7)
    private const string Settings = "/proc/sys/net/ipv4/";

    private readonly BlockingCollection<Action> _work = [];
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly SafeFileHandle _sockets;
    private readonly SafeFileHandle _counters;

    /// <exception cref="KernelRefusalException">The kernel does not allow it, or has no such device.</exception>
    public NetworkEnd(Side side, IPAddress address)
    {
        (Side, Address) = (side, address);
        new Thread(() =>
        {
            foreach (var work in _work.GetConsumingEnumerable())
            {
                work();
            }
        })
        {
            IsBackground = true,
            Name = side.ToString(),
        }.Start();
        (Tun, _sockets, _counters) = Within(() =>
            (MakeNetwork(address), Open("/proc/thread-self/net/tcp"), Open("/proc/thread-self/net/netstat"))
        );
    }

    public Side Side { get; }

    public IPAddress Address { get; }

    /// <summary>
    /// What this end sends can be read from this descriptor; what is written to it arrives at this end. Reading does
    /// not block.
    /// </summary>
    public FileDescriptor Tun { get; }

    /// <summary>
    /// Moves the calling thread, and the threads that it starts later, into an empty network namespace.
    /// </summary>
    /// <exception cref="KernelRefusalException">The kernel does not allow it.</exception>
    public static void LeaveNetwork()
    {
        KernelRefusalException.Check(Libc.Unshare(Libc.CloneNewNet), "unshare(CLONE_NEWNET)");

        // Network namespaces that are created from this one get small tables of their own (since Linux 6.1), because
        // reading a large table takes milliseconds.
        var table = Settings + "tcp_child_ehash_entries";
        if (File.Exists(table))
        {
            Write(table, "256");
        }
    }

    /// <summary>Runs a function inside the namespace and waits for its result.</summary>
    public T Within<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>();
        _work.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception error)
            {
                done.SetException(error); // the exception is thrown again in the waiting thread
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    /// <summary>The present rows of <c>/proc/net/tcp</c> in this namespace.</summary>
    public IReadOnlyList<ConnectionRow> Sockets() => SocketTable.Parse(ReadAll(_sockets));

    /// <summary>The present counters of <c>/proc/net/netstat</c> in this namespace.</summary>
    public IReadOnlyDictionary<string, long> Counters() => NetStat.Parse(ReadAll(_counters));

    /// <summary>Sets a <c>net.ipv4</c> setting of this end's kernel.</summary>
    public void Set(string name, int value) => Set(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets a setting whose value is more than one number.</summary>
    /// <exception cref="KernelRefusalException">
    /// The setting cannot be changed. In a container, <c>/proc/sys</c> is often read-only.
    /// </exception>
    public void Set(string name, string value) =>
        Within(() =>
        {
            Write(Settings + name, value);
            return 0;
        });

    private static void Write(string setting, string value)
    {
        using var file = KernelRefusalException.Check(
            Libc.Open(setting, Libc.OpenWrite | Libc.OpenCloseOnExec),
            $"open({setting})"
        );
        var bytes = Encoding.ASCII.GetBytes(value);
        KernelRefusalException.Check((int)Libc.Write(file, bytes, bytes.Length), $"write({setting})");
    }

    private static FileDescriptor MakeNetwork(IPAddress address)
    {
        KernelRefusalException.Check(Libc.Unshare(Libc.CloneNewNet), "unshare(CLONE_NEWNET)");
        var tun = KernelRefusalException.Check(
            Libc.Open("/dev/net/tun", Libc.OpenReadWrite | Libc.OpenNonBlocking | Libc.OpenCloseOnExec),
            "open(/dev/net/tun)"
        );
        var request = Request();
        request.Flags = TunWithoutHeader;
        KernelRefusalException.Check(Libc.Control(tun, MakeTun, ref request), "ioctl(TUNSETIFF)");

        using var any = KernelRefusalException.Check(Libc.Socket(Libc.Inet, Libc.Datagram, 0), "socket");
        Configure(SetAddress, address);
        Configure(SetMask, IPAddress.Parse("255.255.255.0"));
        request = Request();
        request.Flags = UpAndRunning;
        KernelRefusalException.Check(Libc.Control(any, SetFlags, ref request), "ioctl(SIOCSIFFLAGS)");
        return tun;

        void Configure(nuint what, IPAddress value)
        {
            request = Request();
            request.Address = EndpointOf(value, 0);
            KernelRefusalException.Check(Libc.Control(any, what, ref request), "ioctl(SIOCSIFADDR)");
        }
    }

    /// <summary>An address in the form that the kernel expects.</summary>
    public static SocketAddress EndpointOf(IPAddress address, int port) =>
        new()
        {
            Family = Libc.Inet,
            Port = (ushort)IPAddress.HostToNetworkOrder((short)port),
            Address = BitConverter.ToUInt32(address.GetAddressBytes()),
        };

    private static InterfaceRequest Request()
    {
        var request = default(InterfaceRequest);
        Encoding.ASCII.GetBytes(Device, request.Name);
        return request;
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    /// <summary>Reads a file that the kernel generates anew each time it is read from its beginning.</summary>
    private string ReadAll(SafeFileHandle file)
    {
        var text = new StringBuilder();
        for (long at = 0; RandomAccess.Read(file, _buffer, at) is > 0 and var count; at += count)
        {
            text.Append(Encoding.ASCII.GetString(_buffer, 0, count));
        }

        return text.ToString();
    }
}
