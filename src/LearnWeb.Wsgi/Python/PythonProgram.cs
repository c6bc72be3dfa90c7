namespace LearnWeb.Wsgi.Python;

/// <summary>A WSGI application in Python, and how it is to be run.</summary>
/// <param name="Name">Its name in URLs.</param>
/// <param name="File">The absolute path of its file.</param>
/// <param name="Entry">The application's name in that file; with <c>()</c> after it, what makes the
/// application.</param>
/// <param name="Module">What it imports, and may be missing.</param>
/// <param name="Validate">Whether it runs inside <c>wsgiref.validate.validator</c>.</param>
/// <param name="MostWorkers">How many requests it serves at once, each in a process of its own.</param>
public sealed record PythonProgram(
    string Name,
    string File,
    string Entry,
    string Module,
    bool Validate,
    int MostWorkers
);

/// <summary>How long Python may take, and how much of it there may be.</summary>
/// <param name="Request">For one request, from the worker's call to the last byte; then the worker is killed.</param>
/// <param name="Start">For a worker to be ready.</param>
/// <param name="Idle">After the last request, until the worker is stopped.</param>
/// <param name="Waiting">The most requests that wait for one application.</param>
public sealed record PythonLimits(TimeSpan Request, TimeSpan Start, TimeSpan Idle, int Waiting)
{
    public static PythonLimits Default { get; } =
        new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5), 256);
}
