using System.Diagnostics;
using System.Globalization;

namespace LearnWeb.Tests;

/// <summary>The program itself, started as anyone would.</summary>
internal sealed class SiteProcess : IDisposable
{
    private readonly Process _process;
    private readonly int _port;

    private SiteProcess(Process process, int port) => (_process, _port) = (process, port);

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false });

    /// <summary>Starts the site and waits until it answers.</summary>
    public static Task<SiteProcess> StartAsync(string state, params (string Name, string Value)[] environment) =>
        StartInAsync(AppContext.BaseDirectory, state, environment);

    /// <summary>The same for the site that lies beside the tests of another copy of the source.</summary>
    public static async Task<SiteProcess> StartInAsync(
        string folder,
        string state,
        params (string Name, string Value)[] environment
    )
    {
        var site = new SiteProcess(Launch(folder, state, out var port, environment), port);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await site.Client.GetStringAsync(site.At("/healthz"));
                return site;
            }
            catch (HttpRequestException) when (tries < 600)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Starts the site and waits for nothing.</summary>
    public static Process Launch(string state) => Launch(AppContext.BaseDirectory, state, out _, []);

    /// <summary>Starts the site with these arguments and waits until it has ended.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string Value)> environment,
        CancellationToken cancellation
    )
    {
        using var process = Start(AppContext.BaseDirectory, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, errors);
    }

    public Uri At(string path) => new($"http://127.0.0.1:{_port}{path}");

    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Kills the site and none of its children, as the kernel does when memory is short.</summary>
    public void KillAlone()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private static Process Launch(
        string folder,
        string state,
        out int port,
        IEnumerable<(string Name, string Value)> environment
    )
    {
        port = Loopback.FreePort();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        string[] arguments = ["--Urls", url, "--State:Path", state, "--Logging:LogLevel:Default", "None"];
        var process = Start(folder, arguments, environment);
        // Nobody reads them; what is not read would stop it when the pipes are full.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static Process Start(
        string folder,
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string Value)> environment
    )
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "LearnWeb.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
