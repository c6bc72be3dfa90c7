using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Bytes as a string in JSON. UTF-8 is written as text; any other bytes are written as a <c>data:</c> URL (RFC 2397),
/// because JSON has no type for bytes. The string is written piece by piece from the bytes themselves: a .NET string
/// would take twice the memory, and its escaped form up to six times.
/// </summary>
public sealed record EchoText(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>
    /// How many bytes are written at once. It is a multiple of 3, so that pieces of base64 join without padding.
    /// </summary>
    private const int Piece = 3 * 1024;

    private void Write(Utf8JsonWriter writer)
    {
        var isText = Utf8.IsValid(Bytes.Span);
        Span<byte> coded = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(Piece)];
        writer.WriteStringValueSegment(
            isText ? ""u8 : "data:application/octet-stream;base64,"u8,
            isFinalSegment: false
        );
        for (var rest = Bytes.Span; rest.Length > 0; rest = rest[Math.Min(Piece, rest.Length)..])
        {
            scoped var piece = rest[..Math.Min(Piece, rest.Length)];
            if (!isText)
            {
                Base64.EncodeToUtf8(piece, coded, out _, out var length);
                piece = coded[..length];
            }

            writer.WriteStringValueSegment(piece, isFinalSegment: false);
        }

        writer.WriteStringValueSegment(""u8, isFinalSegment: true);
    }

    /// <summary>Lets <see cref="BinJson"/> write the value.</summary>
    internal sealed class Converter : JsonConverter<EchoText>
    {
        public override EchoText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, EchoText value, JsonSerializerOptions options) =>
            value.Write(writer);
    }
}
