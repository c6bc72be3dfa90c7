using System.Diagnostics;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// Starts servers that end with this process, however it ends: a shell waits for the end of its own standard input,
/// which the system closes with us, and then ends the server.
/// </summary>
internal static class GuardedServer
{
    /// <summary>
    /// $1 is the signal, $2 a folder to remove afterwards, if any; what follows is the command. A background job of a
    /// shell has no standard input unless it is given one. The shell's children keep their numbers until it has waited
    /// for them, so no other process is hit.
    /// </summary>
    private const string Guard = """
        exec 3<&0
        signal=$1; folder=$2; shift 2
        "$@" & server=$!
        { read -r _ <&3; kill -$signal $server; } & watcher=$!
        wait $server; status=$?
        kill -9 $watcher
        [ -z "$folder" ] || rm -rf -- "$folder"
        exit $status
        """;

    /// <summary>Starts a server with nothing of the site's environment. Closing its standard input ends it.</summary>
    /// <param name="signal">What ends it: <c>KILL</c>, or <c>TERM</c> for one with children to end.</param>
    /// <param name="folder">A folder of its own, which is removed when it has ended; empty if it has none.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no shell here.</exception>
    public static Process Start(string signal, string folder, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "sh", signal, folder, .. command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Length > 0 ? folder : "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        return Process.Start(start)!;
    }
}
