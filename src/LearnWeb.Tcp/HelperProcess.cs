using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using LearnWeb.Tcp.Kernel;

namespace LearnWeb.Tcp;

/// <summary>How the helper is started, and how long it may take.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">The arguments of the program. The id of this process is added as the last one.</param>
/// <param name="Timeout">How long the helper may run before it is killed.</param>
public sealed record HelperCommand(string FileName, IReadOnlyList<string> Arguments, TimeSpan Timeout)
{
    /// <summary>
    /// The ways to start the helper: in a user namespace of its own, which needs fewer rights, or directly. The first
    /// is tried first.
    /// </summary>
    public static IReadOnlyList<HelperCommand> All { get; } =
    [
        new("unshare", ["--user", "--map-root-user", Program, TcpHelper.Mode], TcpHelper.Longest),
        new(Program, [TcpHelper.Mode], TcpHelper.Longest),
    ];

    /// <summary>The path of this program: the executable beside its assembly.</summary>
    private static string Program =>
        Path.Combine(Path.GetDirectoryName(typeof(HelperCommand).Assembly.Location)!, "LearnWeb");
}

/// <summary>The result of a helper: a trace, or a failure with the error output of the helper.</summary>
public sealed record HelperOutcome(TcpTrace? Trace, HelperFailure? Failure, string Detail = "");

/// <summary>The reason why there is no trace. The messages are in the resources under <c>TcpFailure-…</c>.</summary>
public enum HelperFailure
{
    /// <summary>The helper could not be started.</summary>
    NotStarted,

    /// <summary>The kernel refused the helper what it needs.</summary>
    Refused,

    /// <summary>The helper ended without a trace: it was killed, or it failed.</summary>
    Died,

    /// <summary>The helper did not answer in time and was killed.</summary>
    Silent,

    /// <summary>The helper wrote more than the longest trace and was killed.</summary>
    TooMuch,
}

/// <summary>Runs a script in a helper process. The process never lives longer than the call.</summary>
public sealed class HelperProcess(HelperCommand command)
{
    /// <summary>The length of the longest trace, in bytes.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int MostErrorCharacters = 1000;

    /// <param name="script">The script to run; <c>null</c> only tests whether the helper can run here.</param>
    /// <exception cref="OperationCanceledException">The caller has cancelled the run.</exception>
    public async Task<HelperOutcome> RunAsync(TcpScript? script, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            // T3: the helper gets the script on its standard input, in TalkAsync.
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return new HelperOutcome(null, HelperFailure.NotStarted, error.Message);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(command.Timeout);
        try
        {
            return await TalkAsync(process, script?.ToString() ?? "", timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new HelperOutcome(null, HelperFailure.Silent);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<HelperOutcome> TalkAsync(Process process, string script, CancellationToken timeout)
    {
        var complaint = ReadErrorAsync(process, timeout);
        try
        {
            await process.StandardInput.WriteAsync(script.AsMemory(), timeout);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The helper has already ended. Its exit code says why.
        }

        var bytes = await ReadOutputAsync(process, timeout);
        if (bytes is null)
        {
            return new HelperOutcome(null, HelperFailure.TooMuch);
        }

        await process.WaitForExitAsync(timeout);
        return process.ExitCode switch
        {
            // T9: output that is cut or malformed is not a trace.
            TcpHelper.Done when TraceOf(bytes) is { } trace => new HelperOutcome(trace, null),
            TcpHelper.Refused => new HelperOutcome(null, HelperFailure.Refused, await complaint),
            _ => new HelperOutcome(null, HelperFailure.Died, await complaint),
        };
    }

    private static TcpTrace? TraceOf(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, TraceJson.Default.TcpTrace);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]?> ReadOutputAsync(Process process, CancellationToken timeout)
    {
        using var output = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await process.StandardOutput.BaseStream.ReadAsync(buffer, timeout) is > 0 and var count)
        {
            if (output.Length + count > MostBytes)
            {
                return null;
            }

            output.Write(buffer, 0, count);
        }

        return output.ToArray();
    }

    /// <summary>
    /// Reads the helper's error output to its end, so that the helper never waits for a reader, and keeps the
    /// beginning.
    /// </summary>
    private static async Task<string> ReadErrorAsync(Process process, CancellationToken timeout)
    {
        var (text, buffer) = (new StringBuilder(), new char[1024]);
        while (await process.StandardError.ReadAsync(buffer, timeout) is > 0 and var count)
        {
            text.Append(buffer, 0, Math.Min(count, MostErrorCharacters - text.Length));
        }

        return text.ToString().Trim();
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(command.FileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

        // The helper gets nothing of the site's environment, and settings for a runtime that starts fast and stays
        // small.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")
        );
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x8000000"; // 128 MiB
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        return start;
    }
}
