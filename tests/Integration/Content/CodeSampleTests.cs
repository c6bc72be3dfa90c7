using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace LearnWeb.Tests.Integration.Content;

/// <summary>Programs in notes run.</summary>
public sealed class CodeSampleTests
{
    /// <summary>Programs that check themselves: each ends with 0 only if everything it shows is so.</summary>
    public static TheoryData<string, string> Programs { get; } =
        new()
        {
            { "tcp/half_close.py", "socket" },
            { "tcp/backlog.py", "socket" },
            { "forward-proxy/tiny_proxy.py", "socket" },
            { "reverse-proxy/client_address.py", "ipaddress" },
            { "reverse-proxy/desync/app.py", "wsgiref" },
            { "session-token/jwt_by_hand.py", "hmac" },
            { "wsgi/check.py", "wsgiref" },
            { "flask/check.py", "flask" },
            { "django/check.py", "django" },
        };

    [Theory]
    [MemberData(nameof(Programs))]
    public void PythonSample_RunsAndChecksItself(string file, string module)
    {
        var (exit, output) = Run(Python.Need(module), Path.Combine(ShippedContent.Folder, file));

        Assert.True(exit == 0, output);
    }

    [Fact]
    public void EveryPythonFileBesideANote_IsRun()
    {
        var run = Programs.Select(row => row.Data.Item1).ToHashSet();
        var idle = Directory
            .EnumerateFiles(ShippedContent.Folder, "*.py", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(ShippedContent.Folder, path).Replace('\\', '/'))
            .Where(file => !run.Contains(file) && !run.Any(program => IsImportedBy(file, program)));
        Assert.Empty(idle);
    }

    [Fact]
    public void ShellLines_AreWellFormed()
    {
        Assert.SkipWhen(!File.Exists("/bin/bash"), "No bash here.");
        AssertEach.Of(
            CodeBlocks.In("sh"),
            block =>
            {
                var (exit, output) = Run("/bin/bash", "-n", "-c", block.Text);
                Assert.True(exit == 0, $"{block.Note}: {output}");
            }
        );
    }

    /// <summary>
    /// Whether a program that is run, or another file of its note, names this module or the package it is in.
    /// </summary>
    private static bool IsImportedBy(string file, string program)
    {
        var (note, package) = (
            file.Split('/')[0],
            file.Split('/') is [_, var folder, _] ? folder : Path.GetFileNameWithoutExtension(file)
        );
        return program.StartsWith($"{note}/", StringComparison.Ordinal)
            && Directory
                .EnumerateFiles(Path.Combine(ShippedContent.Folder, note), "*.py")
                .Where(path => Path.GetFileName(path) != Path.GetFileName(file))
                .Any(path =>
                    Regex.IsMatch(File.ReadAllText(path), $@"\b{package}\b", RegexOptions.None, TimeSpan.FromSeconds(1))
                );
    }

    private static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, $"{output.Result}\n{error.Result}");
    }
}
