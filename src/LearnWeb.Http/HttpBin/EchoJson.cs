using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// JSON as it arrived, to be written again as httpbin does: the names of each object are sorted, the last of equal
/// names wins, and numbers keep their digits. It is stored as its own bytes with an index; as objects it would take
/// thirty times the memory.
/// </summary>
/// <param name="Text">A JSON text for which <see cref="FitOf"/> is <see cref="JsonFit.Fits"/>.</param>
public sealed record EchoJson(ReadOnlyMemory<byte> Text)
{
    /// <summary>
    /// The most values that are parsed, counting arrays and objects. Each value costs far more memory than its bytes.
    /// </summary>
    public const int MostValues = 20_000;

    /// <summary>How deep values may nest. The response may nest no deeper than 64.</summary>
    public const int Deepest = 60;

    /// <summary>Whether bytes are JSON (RFC 8259) that can be echoed. The check stores nothing.</summary>
    public static JsonFit FitOf(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return JsonFit.NotJson;
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Deepest + 1 });
        try
        {
            var values = 0;
            while (reader.Read())
            {
                values += reader.TokenType
                    is JsonTokenType.PropertyName
                        or JsonTokenType.EndArray
                        or JsonTokenType.EndObject
                    ? 0
                    : 1;
                var opens = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
                if (values > MostValues || (opens && reader.CurrentDepth == Deepest))
                {
                    return JsonFit.TooComplex;
                }

                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString(); // throws if half of a surrogate pair is missing (RFC 8259 §8.2)
                }
            }

            return JsonFit.Fits;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return JsonFit.NotJson;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in Sorted(element))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static SortedDictionary<string, JsonElement> Sorted(JsonElement members)
    {
        var sorted = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
        {
            sorted[member.Name] = member.Value;
        }

        return sorted;
    }

    /// <summary>Lets <see cref="BinJson"/> write the value.</summary>
    internal sealed class Converter : JsonConverter<EchoJson>
    {
        public override EchoJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, EchoJson value, JsonSerializerOptions options)
        {
            using var index = JsonDocument.Parse(value.Text);
            EchoJson.Write(writer, index.RootElement);
        }
    }
}

/// <summary>Whether bytes can be echoed as JSON.</summary>
public enum JsonFit
{
    /// <summary>The bytes are not JSON.</summary>
    NotJson,

    /// <summary>The bytes are JSON within the limits.</summary>
    Fits,

    /// <summary>The bytes begin as JSON, but have more values or nest deeper than the limits allow.</summary>
    TooComplex,
}
