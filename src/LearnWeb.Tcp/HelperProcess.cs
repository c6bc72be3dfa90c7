using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using LearnWeb.Tcp.Kernel;

namespace LearnWeb.Tcp;

/// <summary>How the helper is started, and how long it may take.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments, before the number of this process, which is the last.</param>
/// <param name="Patience">How long before it is ended.</param>
public sealed record HelperCommand(string FileName, IReadOnlyList<string> Arguments, TimeSpan Patience)
{
    /// <summary>
    /// The ways to start it, the one with fewer rights first: in a user namespace of its own, or as it is.
    /// </summary>
    public static IReadOnlyList<HelperCommand> All { get; } =
    [
        new("unshare", ["--user", "--map-root-user", Program, TcpHelper.Mode], TcpHelper.Longest),
        new(Program, [TcpHelper.Mode], TcpHelper.Longest),
    ];

    /// <summary>This program: the executable beside its assembly.</summary>
    private static string Program =>
        Path.Combine(Path.GetDirectoryName(typeof(HelperCommand).Assembly.Location)!, "LearnWeb");
}

/// <summary>What came of a helper: a trace, or a failure.</summary>
public sealed record HelperOutcome(TcpTrace? Trace, HelperFailure? Failure, string Detail = "");

/// <summary>Why there is no trace. Each has its words in the resources under <c>TcpFailure-…</c>.</summary>
public enum HelperFailure
{
    /// <summary>The helper could not be started.</summary>
    NotStarted,

    /// <summary>The kernel refused it what it needs.</summary>
    Refused,

    /// <summary>It ended without a trace: killed, or broken.</summary>
    Died,

    /// <summary>It gave no answer in time and was ended.</summary>
    Silent,

    /// <summary>It wrote more than a trace can be and was ended.</summary>
    TooMuch,
}

/// <summary>Runs a script in a helper process, which ends with this call whatever happens.</summary>
public sealed class HelperProcess(HelperCommand command)
{
    /// <summary>The longest trace, in bytes.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int MostErrorCharacters = 1000;

    /// <param name="script">What to do; <c>null</c> only tries whether it can be done.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async Task<HelperOutcome> RunAsync(TcpScript? script, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo() };
        try
        {
            // T3: with the script on its input, in TalkAsync.
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return new HelperOutcome(null, HelperFailure.NotStarted, error.Message);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(command.Patience);
        try
        {
            return await TalkAsync(process, script?.ToString() ?? "", patience.Token);
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

    private static async Task<HelperOutcome> TalkAsync(Process process, string script, CancellationToken patience)
    {
        var complaint = ReadErrorAsync(process, patience);
        try
        {
            await process.StandardInput.WriteAsync(script.AsMemory(), patience);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already; its exit says why.
        }

        var bytes = await ReadOutputAsync(process, patience);
        if (bytes is null)
        {
            return new HelperOutcome(null, HelperFailure.TooMuch);
        }

        await process.WaitForExitAsync(patience);
        return process.ExitCode switch
        {
            // T9: what came back may be cut or broken; then it is no trace.
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

    private static async Task<byte[]?> ReadOutputAsync(Process process, CancellationToken patience)
    {
        using var output = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await process.StandardOutput.BaseStream.ReadAsync(buffer, patience) is > 0 and var count)
        {
            if (output.Length + count > MostBytes)
            {
                return null;
            }

            output.Write(buffer, 0, count);
        }

        return output.ToArray();
    }

    /// <summary>Reads all that it complains, so that it never waits for us, and keeps the beginning.</summary>
    private static async Task<string> ReadErrorAsync(Process process, CancellationToken patience)
    {
        var (text, buffer) = (new StringBuilder(), new char[1024]);
        while (await process.StandardError.ReadAsync(buffer, patience) is > 0 and var count)
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

        // Nothing of the site's environment, and a runtime that starts fast and stays small.
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
