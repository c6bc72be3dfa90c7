using System.Text.Encodings.Web;
using System.Text.Json;

namespace LearnWeb.Models.Bin;

/// <summary>JSON as httpbin writes it: keys in order, two spaces, a line end.</summary>
public static class BinJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        // Sent as application/json with nosniff, where < means nothing; Chinese and quotes stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(SortedDictionary<string, object?> value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Indented), (byte)'\n'];

    /// <summary>On one line, for a stream of them.</summary>
    public static byte[] WriteLine(SortedDictionary<string, object?> value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, OneLine), (byte)'\n'];

    /// <summary>An object of a few members, given in any order.</summary>
    public static SortedDictionary<string, object?> Of(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var map = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            map[name] = value;
        }

        return map;
    }
}
