using System.Collections.Concurrent;
using System.Diagnostics;

namespace LearnWeb.Tests.Integration.Content;

/// <summary>Finds a Python 3 that can import what a program needs: the one on the path, or the system's own.</summary>
internal static class Python
{
    private static readonly ConcurrentDictionary<string, Lazy<string?>> Found = new();

    /// <summary>The program to run; <c>null</c> if there is none and none could be installed.</summary>
    public static string? With(string module) => Found.GetOrAdd(module, name => new(() => FindOrInstall(name))).Value;

    private static string? FindOrInstall(string module)
    {
        if (Find(module) is { } python)
        {
            return python;
        }

        Debian.Install("python3", $"python3-{module}");
        return Find(module);
    }

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
