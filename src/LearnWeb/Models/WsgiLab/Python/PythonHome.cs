using System.Diagnostics;
using System.Security.Cryptography;

namespace LearnWeb.Models.WsgiLab.Python;

/// <summary>
/// Where workers live: a folder of their own for as long as the site runs, and an environment that holds nothing of the site's.
/// </summary>
public sealed class PythonHome : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("learnweb-wsgi-").FullName;
    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
    private readonly string _worker;

    public PythonHome()
    {
        _worker = Path.Combine(_folder, "worker.py");
        using var source = typeof(PythonHome).Assembly.GetManifestResourceStream("LearnWeb.Resources.Wsgi.worker.py")!;
        using var file = File.Create(_worker);
        source.CopyTo(file);
    }

    /// <summary>How a worker of this program is started.</summary>
    public ProcessStartInfo StartInfo(string python, PythonProgram program)
    {
        string[] arguments = ["-E", "-B", "-X", "utf8", _worker, program.File, program.Entry, .. program.Validate ? ["validate"] : Array.Empty<string>()];
        var start = new ProcessStartInfo(python, arguments)
        {
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(_folder, program.Name)).FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var (path, root) = (start.Environment["PATH"], Environment.GetEnvironmentVariable("SystemRoot"));
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = start.WorkingDirectory;
        start.Environment["WSGI_SECRET"] = _secret; // what applications sign with; the same after a restart
        if (root is not null)
        {
            start.Environment["SystemRoot"] = root; // Python on Windows does not start without
        }

        return start;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // Gone already, or a worker that is just ending still writes there: the system clears its temporary files.
        }
    }
}
