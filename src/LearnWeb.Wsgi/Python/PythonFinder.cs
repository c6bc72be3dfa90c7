using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace LearnWeb.Wsgi.Python;

/// <summary>Finds a Python of version 3.9 or later that can import a given module.</summary>
/// <param name="configured">
/// The only Python to try, or <c>null</c>: then <c>python3</c> on the path is tried, and after it the system's Python.
/// </param>
/// <param name="clock">Measures how long a failed search is remembered.</param>
public sealed class PythonFinder(string? configured, TimeProvider clock)
{
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(15);

    /// <summary>
    /// After this time a failed search is repeated, because Python may have been installed in the meantime.
    /// </summary>
    private static readonly TimeSpan Forgets = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Lazy<Task<Answer>>> _found = new();

    /// <summary>Returns the path of the program; <c>null</c> if there is none.</summary>
    public async Task<string?> FindAsync(string module)
    {
        var trial = _found.GetOrAdd(module, name => new(() => TryAllAsync(name)));
        var answer = await trial.Value;
        if (answer.Python is null && clock.GetUtcNow() - answer.At > Forgets)
        {
            _found.TryRemove(new(module, trial));
            return await FindAsync(module);
        }

        return answer.Python;
    }

    private async Task<Answer> TryAllAsync(string module)
    {
        string[] candidates = configured is { Length: > 0 } ? [configured] : ["python3", "/usr/bin/python3"];
        foreach (var python in candidates)
        {
            if (await ImportsAsync(python, module))
            {
                return new Answer(python, clock.GetUtcNow());
            }
        }

        return new Answer(null, clock.GetUtcNow());
    }

    private static async Task<bool> ImportsAsync(string python, string module)
    {
        var start = new ProcessStartInfo(
            python,
            ["-E", "-c", $"import sys, {module}; sys.exit(sys.version_info < (3, 9))"]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(LongestTrial);
            try
            {
                await Task.WhenAll(
                    process.StandardError.ReadToEndAsync(patience.Token),
                    process.WaitForExitAsync(patience.Token)
                );
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }
        catch (Win32Exception)
        {
            return false; // there is no such program
        }
    }

    private sealed record Answer(string? Python, DateTimeOffset At);
}
