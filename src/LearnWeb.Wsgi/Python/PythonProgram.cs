namespace LearnWeb.Wsgi.Python;

/// <summary>A WSGI application in Python, with the settings for running it.</summary>
/// <param name="Name">The application's name in URLs.</param>
/// <param name="File">The absolute path of the application's file.</param>
/// <param name="Entry">
/// The name of the application in that file. A name with <c>()</c> is a function that makes the application.
/// </param>
/// <param name="Module">The module that the application imports and that may not be installed.</param>
/// <param name="Validate">Whether the application runs inside <c>wsgiref.validate.validator</c>.</param>
/// <param name="MostWorkers">The most requests that are served at the same time, each in a process of its own.</param>
public sealed record PythonProgram(
    string Name,
    string File,
    string Entry,
    string Module,
    bool Validate,
    int MostWorkers
);

/// <summary>The limits of time and number for Python.</summary>
/// <param name="Request">
/// The longest time for one request, from the call of the worker to the last byte. After it the worker is killed.
/// </param>
/// <param name="Start">The longest time until a worker is ready.</param>
/// <param name="Idle">How long a worker stays idle after its last request before it is stopped.</param>
/// <param name="Waiting">The most requests that may wait for one application.</param>
public sealed record PythonLimits(TimeSpan Request, TimeSpan Start, TimeSpan Idle, int Waiting)
{
    public static PythonLimits Default { get; } =
        new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5), 256);
}
