using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace LearnWeb.Hosting;

/// <summary>
/// Where what lasts no longer than the process is kept: uploads that are too large for memory, the files of Python
/// workers. In the state folder, which can be written if anything can; a container's temporary folder often cannot.
/// </summary>
internal static class TemporaryFolder
{
    /// <summary>
    /// What .NET, ASP.NET Core and programs that are started take the temporary folder from, on Unix and on Windows.
    /// </summary>
    private static readonly string[] Variables = ["TMPDIR", "TMP", "TEMP", "ASPNETCORE_TEMP"];

    /// <summary>
    /// Makes this process's folder, removes those of processes that were killed, and lets everything use it. Where the
    /// site is a guest in another program, such as a test's, the process and its temporary files are that program's.
    /// </summary>
    public static void UseIn(string state)
    {
        if (Assembly.GetEntryAssembly() != typeof(TemporaryFolder).Assembly)
        {
            return;
        }

        var all = Directory.CreateDirectory(Path.Combine(state, "tmp"));
        foreach (var folder in all.EnumerateDirectories().Where(folder => !IsInUse(folder.Name)))
        {
            folder.Delete(recursive: true);
        }

        var own = all.CreateSubdirectory(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).FullName;
        foreach (var variable in Variables)
        {
            Environment.SetEnvironmentVariable(variable, own);
        }
    }

    /// <summary>
    /// Whether a folder is another living process's. One of this number is of an earlier process that had it: in a
    /// container all are 1.
    /// </summary>
    private static bool IsInUse(string name)
    {
        if (
            !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || id == Environment.ProcessId
        )
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
