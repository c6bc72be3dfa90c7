using System.Runtime.Versioning;

namespace LearnWeb.Hosting;

/// <summary>
/// Where the site's files lie, whatever the current directory is: beside the program when published, at the
/// repository's root when run from source.
/// </summary>
internal static class SiteFolders
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string? Repository = FindRepository();

    /// <summary>The folder of <c>appsettings.json</c>.</summary>
    public static string ContentRoot =>
        Repository is null ? AppContext.BaseDirectory : Path.Combine(Repository, "src", "LearnWeb");

    /// <summary>The notes: <c>Content:Path</c>, else the published or the repository's <c>content</c>.</summary>
    /// <exception cref="SettingException">There is no such folder.</exception>
    public static string Content(IConfiguration configuration)
    {
        var folder = configuration["Content:Path"] is { Length: > 0 } path
            ? Path.GetFullPath(path, ContentRoot)
            : Path.Combine(Repository ?? AppContext.BaseDirectory, "content");
        return Directory.Exists(folder)
            ? folder
            : throw new SettingException(
                $"There is no folder {folder}. Let Content:Path name the folder that holds the notes."
            );
    }

    /// <summary>
    /// The folder that holds <c>src/</c>: the repository, or the published program, which carries its source.
    /// </summary>
    public static string Source => Repository ?? AppContext.BaseDirectory;

    /// <summary>
    /// What must survive an upgrade: <c>State:Path</c>, else App_Data in Development, else the user's data folder.
    /// </summary>
    /// <exception cref="SettingException">It cannot be made.</exception>
    public static string State(IConfiguration configuration, bool development)
    {
        var folder =
            configuration["State:Path"] is { Length: > 0 } path ? Path.GetFullPath(path, ContentRoot)
            : development && Repository is not null ? Path.Combine(Repository, "App_Data")
            : Path.Combine(OfUser(), "LearnWeb");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                MakePrivate(folder);
            }

            Directory.CreateDirectory(KeysIn(folder));
            using (File.Create(Path.Combine(folder, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose))
            {
                // That a folder is there does not say that one can write to it.
            }

            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"The folder {folder} cannot be made or written. {error.Message} Let State:Path name a folder "
                    + "that can be written.",
                error
            );
        }
    }

    private static string OfUser()
    {
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify
        );
        return Path.IsPathRooted(folder)
            ? folder
            : throw new SettingException(
                "This user has no home folder to keep the database and the keys in. Let State:Path name a "
                    + "folder that can be written."
            );
    }

    /// <summary>
    /// Keys and accounts live here: for the owner's eyes only. A folder of others' things is not ours to close.
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    private static void MakePrivate(string folder)
    {
        Directory.CreateDirectory(folder, OwnerOnly);
        if ((File.GetUnixFileMode(folder) & ~OwnerOnly) == UnixFileMode.None)
        {
            return;
        }

        if (Directory.EnumerateFileSystemEntries(folder).Any() && !Directory.Exists(KeysIn(folder)))
        {
            throw new SettingException(
                $"State:Path is '{folder}', which others may enter and which holds other things. Name a "
                    + "folder for LearnWeb alone, or close this one: chmod 700."
            );
        }

        File.SetUnixFileMode(folder, OwnerOnly);
    }

    /// <summary>The Data Protection keys in a state folder.</summary>
    public static string KeysIn(string state) => Path.Combine(state, "keys");

    private static string? FindRepository()
    {
        // A published site has its notes beside it.
        if (Directory.Exists(Path.Combine(AppContext.BaseDirectory, "content")))
        {
            return null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LearnWeb.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
