using System.Text;

namespace LearnWeb.Http;

/// <summary>The bytes that a learner wants to send; their number is limited.</summary>
public sealed record RawInput(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The most bytes that can be sent.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The most requests on one connection.</summary>
    public const int MostRequests = 20;

    /// <summary>Encodes the text of the editor as UTF-8, with the line ends that are to be sent.</summary>
    /// <param name="text">
    /// The text. A browser's form submits its lines with CRLF (HTML Standard, form submission).
    /// </param>
    /// <param name="bareLf">Whether lines end with LF alone instead of CRLF.</param>
    public static (RawInput? Input, RawInputError? Error) OfText(string? text, bool bareLf)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n");
        return Check(Encoding.UTF8.GetBytes(bareLf ? lines : lines.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    /// <summary>Reads bytes that are encoded in base64.</summary>
    public static (RawInput? Input, RawInputError? Error) OfBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? Check(bytes[..count])
            : (null, RawInputError.NotBase64);
    }

    /// <summary>The requests, as far as their ends can be found. The last one may be incomplete or malformed.</summary>
    public IReadOnlyList<ByteSpan> Requests()
    {
        var requests = new List<ByteSpan>();
        var at = 0;
        while (at < Bytes.Length)
        {
            var reader = new MessageReader(at);
            reader.Read(Bytes.Span);
            var end = reader.IsComplete ? reader.Position : Bytes.Length;
            requests.Add(new ByteSpan(at, end - at));
            at = end;
        }

        return requests;
    }

    private static (RawInput?, RawInputError?) Check(byte[] bytes)
    {
        var input = new RawInput(bytes);
        return bytes.Length switch
        {
            0 => (null, RawInputError.Empty),
            > MostBytes => (null, RawInputError.TooLong),
            _ when input.Requests().Count > MostRequests => (null, RawInputError.TooManyRequests),
            _ => (input, null),
        };
    }
}

/// <summary>The reason why an input is not sent.</summary>
public enum RawInputError
{
    Empty,
    TooLong,
    TooManyRequests,
    NotBase64,
}
