using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace LearnWeb.Tests.Integration.Content;

/// <summary>Finds a Python 3 that can import what a program needs: the one on the path, or the system's own.</summary>
internal static class Python
{
    private static readonly ConcurrentDictionary<string, Lazy<string?>> Found = new();

    /// <summary>The program to run; where there is none, the test is skipped, and says what to install.</summary>
    public static string Need(string module)
    {
        var python = With(module);
        var package = module is "flask" or "django" ? $"python3-{module}" : "python3"; // the rest is Python's own
        Assert.SkipWhen(
            python is null,
            $"No Python on this machine can import {module}: install it (Debian: apt-get install {package})."
        );
        return python;
    }

    /// <summary>The program to run; <c>null</c> if there is none.</summary>
    public static string? With(string module) => Found.GetOrAdd(module, name => new(() => Find(name))).Value;

    private static string? Find(string module) =>
        new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python => Imports(python, module));

    private static bool Imports(string python, string module)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(python, ["-c", $"import {module}"])
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }
}
