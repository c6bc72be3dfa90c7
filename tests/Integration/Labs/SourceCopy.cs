using System.Diagnostics;
using Xunit;

namespace LearnWeb.Tests.Integration.Labs;

/// <summary>A copy of the source in a temporary folder, to be changed and built.</summary>
internal sealed class SourceCopy : IDisposable
{
    private static readonly string[] Folders = ["src", "tests", "content", "docs", "wwwroot"];

    /// <summary>What builds and runs leave behind.</summary>
    private static readonly string[] LeftBehind = ["bin", "obj", "App_Data", "TestResults"];

    public string Root { get; } = Directory.CreateTempSubdirectory("learnweb-copy-").FullName;

    public static SourceCopy Make()
    {
        var copy = new SourceCopy();
        foreach (var file in Directory.EnumerateFiles(Repository.Root))
        {
            File.Copy(file, Path.Combine(copy.Root, Path.GetFileName(file)));
        }

        foreach (var folder in Folders)
        {
            Copy(Path.Combine(Repository.Root, folder), Path.Combine(copy.Root, folder));
        }

        return copy;
    }

    /// <summary>Runs <c>dotnet</c> in the copy; one that fails fails the test, with what it said.</summary>
    public async Task DotnetAsync(params string[] arguments)
    {
        using var process = Dotnet(Root, arguments);
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(
            process.ExitCode == 0,
            $"dotnet {string.Join(' ', arguments)} failed:\n{await output}{await errors}"
        );
    }

    /// <summary>Whether this machine has an SDK that the source may be built with.</summary>
    public static bool CanBuild()
    {
        try
        {
            using var process = Dotnet(Repository.Root, "--version");
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no dotnet on the path
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static Process Dotnet(string folder, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" }, // nothing of it outlives the test
            }
        )!;

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            var name = Path.GetFileName(folder);
            if (!LeftBehind.Contains(name, StringComparer.Ordinal))
            {
                Copy(folder, Path.Combine(to, name));
            }
        }
    }
}
