using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// One end of the wire: a network namespace with a TCP of its own, one device, one address and no way out but that
/// device. It belongs to a thread, which makes its sockets; the namespace goes when the process does.
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

    /// <summary>What this end sends can be read here, what is written here arrives. Does not block.</summary>
    public FileDescriptor Tun { get; }

    /// <summary>Puts the calling thread, and those it starts, into a network with nothing in it.</summary>
    /// <exception cref="KernelRefusalException">Not allowed.</exception>
    public static void LeaveNetwork()
    {
        KernelRefusalException.Check(Libc.Unshare(Libc.CloneNewNet), "unshare(CLONE_NEWNET)");

        // The networks made from this one get small tables of their own (since Linux 6.1): reading a big one takes
        // milliseconds.
        var table = Settings + "tcp_child_ehash_entries";
        if (File.Exists(table))
        {
            Write(table, "256");
        }
    }

    /// <summary>Does something inside the namespace and waits for it.</summary>
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
                done.SetException(error); // thrown again where it is waited for
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    /// <summary>The rows of <c>/proc/net/tcp</c> here, now.</summary>
    public IReadOnlyList<ConnectionRow> Sockets() => SocketTable.Parse(ReadAll(_sockets));

    /// <summary>The counters of <c>/proc/net/netstat</c> here, now.</summary>
    public IReadOnlyDictionary<string, long> Counters() => NetStat.Parse(ReadAll(_counters));

    /// <summary>Sets <c>net.ipv4</c> settings of this end's kernel.</summary>
    public void Set(string name, int value) => Set(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same where a setting is more than a number.</summary>
    /// <exception cref="KernelRefusalException">It cannot be set: in a container, <c>/proc/sys</c> is often for reading
    /// only.</exception>
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

    /// <summary>An address as the kernel takes it.</summary>
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

    /// <summary>The kernel writes these files anew when they are read from their beginning.</summary>
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
