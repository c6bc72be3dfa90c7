using System.Diagnostics;
using System.Security.Cryptography;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// The working directory and the environment of the workers. The directory is made for the first worker and kept as
/// long as the site runs; the environment contains nothing of the site's.
/// </summary>
public sealed class PythonHome : IDisposable
{
    private const string WorkerFile = "worker.py";

    private readonly Lazy<string> _folder = new(Create);
    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Returns how a worker of this program is started.</summary>
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
        start.Environment["TMPDIR"] = start.WorkingDirectory; // the system's directory may not be writable
        // the key with which applications sign; a restarted worker gets the same
        start.Environment["WSGI_SECRET"] = _secret;
        if (root is not null)
        {
            start.Environment["SystemRoot"] = root; // Python on Windows does not start without it
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
            // The directory is gone already, or a worker that is just ending still writes there. The system cleans up
            // its temporary files.
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
