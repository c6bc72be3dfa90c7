using System.Diagnostics;

namespace LearnWeb.Tests;

/// <summary>Installs what a test needs, where that is possible without asking anyone: as root on a Debian.</summary>
internal static class Debian
{
    private static readonly Lock Installing = new();

    /// <summary>
    /// Installs packages; does nothing on other systems or for other users. The caller looks whether it helped.
    /// </summary>
    public static void Install(params IEnumerable<string> packages)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
        {
            return;
        }

        lock (Installing)
        {
            // The other test project may be installing at the same time, and apt's locks let only one.
            for (
                var attempts = 0;
                attempts < 12 && !(Apt(["update", "-qq"]) && Apt(["install", "-y", "-qq", .. packages]));
                attempts++
            )
            {
                Thread.Sleep(TimeSpan.FromSeconds(5));
            }
        }
    }

    private static bool Apt(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/apt-get", arguments)
        {
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        using var apt = Process.Start(start)!;
        apt.WaitForExit();
        return apt.ExitCode == 0;
    }
}
