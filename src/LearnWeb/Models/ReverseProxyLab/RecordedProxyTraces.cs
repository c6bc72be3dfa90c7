using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// Traces of the presets that were run once, for where an engine is missing: one file for each preset and engine.
/// </summary>
/// <param name="folder">Where they are; <c>&lt;preset&gt;.&lt;engine&gt;.json</c>.</param>
public sealed class RecordedProxyTraces(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly ConcurrentDictionary<(string Preset, Engine Engine), ProxyTrace?> _read = new();

    /// <summary>The recorded trace of a preset; <c>null</c> if there is none.</summary>
    public ProxyTrace? Find(ReverseProxyPreset preset, Engine engine) =>
        _read.GetOrAdd((preset.Id, engine), _ => Read(PathOf(preset, engine)));

    /// <summary>Records a trace, under names that only the program itself gives.</summary>
    public void Write(ReverseProxyPreset preset, ProxyTrace trace)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(preset, trace.Engine), JsonSerializer.Serialize(trace, Json) + "\n");
        _read[(preset.Id, trace.Engine)] = trace with { Recorded = true };
    }

    private string PathOf(ReverseProxyPreset preset, Engine engine) =>
        Path.Combine(folder, $"{preset.Id}.{ProxyWords.Of(engine)}.json");

    private static ProxyTrace? Read(string path) =>
        File.Exists(path) && JsonSerializer.Deserialize<ProxyTrace>(File.ReadAllText(path), Json) is { } trace
            ? trace with
            {
                Recorded = true,
            }
            : null;
}
