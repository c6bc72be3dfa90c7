using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Bytes as a string of JSON: UTF-8 as text; any other bytes as a <c>data:</c> URL (RFC 2397), for JSON has no bytes.
/// Written piece by piece from the bytes themselves: as a string they would take twice their room, escaped up to six
/// times.
/// </summary>
public sealed record EchoText(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>
    /// How many bytes are written at once; a multiple of 3, so that pieces of base64 join without padding.
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

    /// <summary>For <see cref="BinJson"/>.</summary>
    internal sealed class Converter : JsonConverter<EchoText>
    {
        public override EchoText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, EchoText value, JsonSerializerOptions options) =>
            value.Write(writer);
    }
}
