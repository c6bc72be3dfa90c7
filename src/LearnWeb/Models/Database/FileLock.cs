namespace LearnWeb.Models.Database;

/// <summary>
/// A lock that the operating system ends with the process that holds it, however that ends; a row or a file that only
/// stands for one would outlive it.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits until nobody else holds the lock of this name. The file stays; it is empty.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static FileLock Wait(string path)
    {
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
