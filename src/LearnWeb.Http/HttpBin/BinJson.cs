using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Writes JSON as httpbin does: sorted keys, an indentation of two spaces, and a line feed at the end.
/// </summary>
public static class BinJson
{
    private static readonly JsonSerializerOptions Values = new()
    {
        Converters = { new EchoText.Converter(), new EchoJson.Converter() },
    };

    public static byte[] Write(SortedDictionary<string, object?> value)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes into a buffer that belongs to the caller.</summary>
    public static void WriteTo(IBufferWriter<byte> output, SortedDictionary<string, object?> value) =>
        WriteTo(output, value, indented: true);

    /// <summary>Writes the object on one line, for a stream of objects.</summary>
    public static byte[] WriteLine(SortedDictionary<string, object?> value)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output, value, indented: false);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Makes an object of a few members, which may be given in any order.</summary>
    public static SortedDictionary<string, object?> Of(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var map = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            map[name] = value;
        }

        return map;
    }

    private static void WriteTo(IBufferWriter<byte> output, SortedDictionary<string, object?> value, bool indented)
    {
        // The response is application/json with nosniff, so that < has no meaning as HTML. Chinese and quotes stay
        // legible.
        var style = new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = indented,
            NewLine = "\n",
        };
        using (var writer = new Utf8JsonWriter(output, style))
        {
            JsonSerializer.Serialize(writer, value, Values);
        }

        output.Write("\n"u8);
    }
}
