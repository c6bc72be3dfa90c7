using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// The mode <c>LearnWeb tcp-helper [parent]</c>. It reads a script from standard input and writes its trace as JSON to
/// standard output. It does nothing else, reaches no network, and ends after <see cref="Longest"/> or when its parent
/// ends.
/// </summary>
public static class TcpHelper
{
    /// <summary>The command-line argument that selects this mode.</summary>
    public const string Mode = "tcp-helper";

    /// <summary>After this time the kernel kills the process in any case.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Exit code: the trace is on standard output.</summary>
    public const int Done = 0;

    /// <summary>Exit code: the script is malformed; the reason is on standard error (EX_USAGE in sysexits.h).</summary>
    public const int BadScript = 64;

    /// <summary>
    /// Exit code: the kernel does not allow such networks; its error is on standard error (EX_OSERR).
    /// </summary>
    public const int Refused = 71;

    /// <summary>Exit code: the parent has ended, so that nobody would read the trace.</summary>
    private const int Orphaned = 75;

    /// <summary>
    /// Runs one script. An empty script only makes the networks, to test whether the helper can run here.
    /// </summary>
    public static int Run(string[] arguments)
    {
        var parent =
            arguments.Length > 0
            && int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : Libc.ParentId();
        Bound();
        var text = ReadScript();
        var (script, error) = string.IsNullOrWhiteSpace(text) ? (new TcpScript([]), null) : TcpScript.Parse(text);
        if (script is null)
        {
            Console.Error.WriteLine(error);
            return BadScript;
        }

        try
        {
            // T4: from here on, the process cannot reach the machine's own network.
            NetworkEnd.LeaveNetwork();
            var experiment = new Experiment { OnTurn = () => ExitWithout(parent) };
            var trace = experiment.Run(script);
            using var output = Console.OpenStandardOutput();
            JsonSerializer.Serialize(output, trace, TraceJson.Default.TcpTrace);
            return Done;
        }
        catch (KernelRefusalException refusal)
        {
            Console.Error.WriteLine(refusal.Message);
            return Refused;
        }
    }

    private static string ReadScript()
    {
        var text = new char[TcpScript.MostCharacters + 1];
        return new string(text, 0, Console.In.ReadBlock(text, 0, text.Length));
    }

    /// <summary>
    /// Sets limits that the kernel enforces: time, processor time, memory, open files, and no core dump (getrlimit(2)).
    /// </summary>
    private static void Bound()
    {
        const int ProcessorSeconds = 0,
            Memory = 2,
            CoreDump = 4,
            OpenFiles = 7;
        _ = Libc.Alarm((uint)Longest.TotalSeconds);
        Limit(ProcessorSeconds, 20);
        Limit(Memory, 512 * 1024 * 1024);
        Limit(CoreDump, 0);
        Limit(OpenFiles, 256);

        static void Limit(int resource, nuint most) =>
            _ = Libc.SetLimit(resource, new ResourceLimit { Soft = most, Hard = most });
    }

    private static void ExitWithout(int parent)
    {
        if (Libc.ParentId() != parent)
        {
            Environment.Exit(Orphaned);
        }
    }
}

/// <summary>Serializes traces to JSON without reflection, so that the helper starts faster.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TcpTrace))]
public sealed partial class TraceJson : JsonSerializerContext;
