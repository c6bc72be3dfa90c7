using System.Diagnostics;
using System.Security.Cryptography;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// Where workers live: a folder of their own, made for the first of them and kept for as long as the site runs, and an
/// environment that holds nothing of the site's.
/// </summary>
public sealed class PythonHome : IDisposable
{
    private const string WorkerFile = "worker.py";

    private readonly Lazy<string> _folder = new(Create);
    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>How a worker of this program is started.</summary>
    public ProcessStartInfo StartInfo(string python, PythonProgram program)
    {
        string[] arguments =
        [
            "-E",
            "-B",
            "-X",
            "utf8",
            Path.Combine(_folder.Value, WorkerFile),
            program.File,
            program.Entry,
            .. program.Validate ? ["validate"] : Array.Empty<string>(),
        ];
        var start = new ProcessStartInfo(python, arguments)
        {
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(_folder.Value, program.Name)).FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var (path, root) = (start.Environment["PATH"], Environment.GetEnvironmentVariable("SystemRoot"));
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = start.WorkingDirectory;
        start.Environment["TMPDIR"] = start.WorkingDirectory; // the system's own may not be there to write to
        start.Environment["WSGI_SECRET"] = _secret; // what applications sign with; the same after a restart
        if (root is not null)
        {
            start.Environment["SystemRoot"] = root; // Python on Windows does not start without
        }

        return start;
    }

    public void Dispose()
    {
        if (!_folder.IsValueCreated)
        {
            return;
        }

        try
        {
            Directory.Delete(_folder.Value, recursive: true);
        }
        catch (IOException)
        {
            // Gone already, or a worker that is just ending still writes there: the system clears its temporary files.
        }
    }

    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("learnweb-wsgi-").FullName;
        using var source = typeof(PythonHome).Assembly.GetManifestResourceStream("worker.py")!;
        using var file = File.Create(Path.Combine(folder, WorkerFile));
        source.CopyTo(file);
        return folder;
    }
}
