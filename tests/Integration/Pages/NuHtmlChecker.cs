using System.Diagnostics;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// The Nu HTML checker of the W3C: the <c>vnu.jar</c> that <c>LEARNWEB_VNU</c> names, or the one npm has put into the
/// repository's <c>node_modules</c>; and the Java that runs it.
/// </summary>
internal static class NuHtmlChecker
{
    public const string Missing =
        "The Nu HTML checker needs Java and its jar: install a JRE (Debian: apt-get install default-jre-headless), "
        + "then npm install --no-save vnu-jar, or set LEARNWEB_VNU to the path of vnu.jar.";

    /// <summary>A runtime too old or too busy to come to an end within this is no checker.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Places =
    [
        Environment.GetEnvironmentVariable("LEARNWEB_VNU") ?? "",
        Path.Combine(Repository.Root, "node_modules/vnu-jar/build/dist/vnu.jar"),
    ];

    /// <summary>The jar; <c>null</c> if there is none or no Java.</summary>
    public static string? Jar { get; } = HasJava ? Places.FirstOrDefault(File.Exists) : null;

    private static bool HasJava =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "java.exe" : "java")));

    /// <summary>Every error in the HTML files of a folder, a line each: file, place, words.</summary>
    public static async Task<string> ErrorsInAsync(string folder)
    {
        var start = new ProcessStartInfo(
            "java",
            ["-jar", Jar!, "--errors-only", "--format", "gnu", "--skip-non-html", folder]
        )
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var patience = new CancellationTokenSource(Patience);
        using var java = Process.Start(start)!;
        var errors = await java.StandardError.ReadToEndAsync(patience.Token);
        await java.WaitForExitAsync(patience.Token);
        return errors.Length > 0 || java.ExitCode == 0
            ? errors
            : $"The checker ended with {java.ExitCode} and said nothing.";
    }
}
