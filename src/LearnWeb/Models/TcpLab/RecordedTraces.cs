using System.Collections.Concurrent;
using System.Text.Json;
using LearnWeb.Tcp;
using LearnWeb.Tcp.Kernel;

namespace LearnWeb.Models.TcpLab;

/// <summary>
/// Traces of the presets that were run once, by the same helper, for where it cannot run: one file each.
/// </summary>
/// <param name="folder">Where they are; <c>&lt;preset&gt;.json</c>.</param>
public sealed class RecordedTraces(string folder)
{
    private readonly ConcurrentDictionary<string, TcpTrace?> _read = new();

    /// <summary>The recorded trace of a preset; <c>null</c> if there is none.</summary>
    public TcpTrace? Find(TcpPreset preset) => _read.GetOrAdd(preset.Id, _ => Read(PathOf(preset)));

    /// <summary>
    /// Records a trace. Its place in the folder is the preset's name, which only the program itself gives.
    /// </summary>
    public void Write(TcpPreset preset, TcpTrace trace)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(preset), JsonSerializer.Serialize(trace, TraceJson.Default.TcpTrace) + "\n");
        _read[preset.Id] = trace with { Recorded = true };
    }

    private string PathOf(TcpPreset preset) => Path.Combine(folder, $"{preset.Id}.json");

    private static TcpTrace? Read(string path) =>
        File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllText(path), TraceJson.Default.TcpTrace) is { } trace
            ? trace with
            {
                Recorded = true,
            }
            : null;
}
