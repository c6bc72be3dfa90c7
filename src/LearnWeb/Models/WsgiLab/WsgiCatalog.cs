using LearnWeb.Models.WsgiLab.Gallery;
using LearnWeb.Wsgi;
using LearnWeb.Wsgi.Python;

namespace LearnWeb.Models.WsgiLab;

/// <summary>What can be called: the applications in this process, and those in Python with their workers.</summary>
public sealed class WsgiCatalog : IDisposable
{
    private readonly Dictionary<string, WsgiApplication> _inProcess;
    private readonly Dictionary<string, PythonPool> _pools;
    private readonly PythonFinder _finder;
    private readonly PythonHome _home = new();

    /// <param name="contentFolder">The notes' folder, where the Python applications are.</param>
    /// <param name="finder">Finds Python.</param>
    /// <param name="clock">Measures idleness.</param>
    /// <param name="log">Takes what workers write to standard error.</param>
    /// <param name="workers">How many processes a classic application has at most.</param>
    public WsgiCatalog(
        string contentFolder,
        PythonFinder finder,
        TimeProvider clock,
        ILogger<WsgiCatalog> log,
        int workers
    )
    {
        _finder = finder;
        _inProcess = GalleryApplication.All.ToDictionary(app => app.Name, app => app.Call);
        _inProcess["echo"] = EchoApplication.Call;

        var folder = Path.Combine(contentFolder, "wsgi", "apps");
        PythonProgram[] programs =
        [
            Classic("hello", "hello.py", "app"),
            Classic("report", "echo.py", "app"),
            Classic("upper", "upper.py", "app"),
            Classic("ticks", "ticks.py", "app"),
            Classic("environ", "environ.py", "app"),
            new("flask", Path.Combine(folder, "flask_guestbook.py"), "app", "flask", Validate: false, MostWorkers: 1),
            new(
                "django",
                Path.Combine(folder, "django_guestbook.py"),
                "app",
                "django",
                Validate: false,
                MostWorkers: 1
            ),
        ];
        _pools = programs.ToDictionary(
            program => program.Name,
            program => new PythonPool(program, finder, _home, PythonLimits.Default, clock, log)
        );

        PythonProgram Classic(string name, string file, string entry) =>
            new(name, Path.Combine(folder, file), entry, "wsgiref", Validate: true, workers);
    }

    /// <summary>The pools, by the names of their applications.</summary>
    public IReadOnlyDictionary<string, PythonPool> Pools => _pools;

    /// <summary>The application of this name, compared exactly; <c>null</c> if there is none.</summary>
    public WsgiApplication? Find(string name) =>
        _inProcess.GetValueOrDefault(name) ?? (_pools.TryGetValue(name, out var pool) ? pool.Call : null);

    /// <summary>How the application of this name may be called while a call runs.</summary>
    public WsgiConcurrency ConcurrencyOf(string name) =>
        _pools.TryGetValue(name, out var pool) ? pool.Concurrency : WsgiConcurrency.InProcess;

    /// <summary>
    /// Whether this application can run here: it needs no Python, or there is one with what it imports.
    /// </summary>
    public async Task<bool> CanRunAsync(WsgiProgram program) =>
        !program.IsPython
        || (_pools.TryGetValue(program.Name, out var pool) && await _finder.FindAsync(pool.Program.Module) is not null);

    public void Dispose()
    {
        foreach (var pool in _pools.Values)
        {
            pool.Dispose();
        }

        _home.Dispose();
    }
}
