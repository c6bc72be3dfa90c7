using System.Collections.Concurrent;

namespace LearnWeb.Models.Bin;

/// <summary>The fixed answers: files of <c>Resources/Bin</c>, carried inside the program.</summary>
public static class BinSamples
{
    private static readonly ConcurrentDictionary<string, byte[]> Files = new();

    /// <summary>A file's bytes. A name that is not there is a mistake in the program, and fails.</summary>
    public static byte[] Read(string name) => Files.GetOrAdd(name, Load);

    private static byte[] Load(string name)
    {
        using var file =
            typeof(BinSamples).Assembly.GetManifestResourceStream($"LearnWeb.Resources.Bin.{name}")
            ?? throw new FileNotFoundException($"Resources/Bin/{name} is not part of the program.", name);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
