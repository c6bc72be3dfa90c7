using System.Text;

namespace LearnWeb.Http;

/// <summary>What a learner wants to send: bytes, within bounds.</summary>
public sealed record RawInput(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The most that can be sent, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The most requests on one connection.</summary>
    public const int MostRequests = 20;

    /// <summary>Reads the text of the editor: UTF-8, and line ends as they are to be sent.</summary>
    /// <param name="text">The text; a browser's form ends its lines with CRLF (WHATWG, form submission).</param>
    /// <param name="bareLf">Whether lines are to end with LF alone instead of CRLF.</param>
    public static (RawInput? Input, RawInputError? Error) OfText(string? text, bool bareLf)
    {
        var lines = (text ?? "").ReplaceLineEndings("\n");
        return Check(Encoding.UTF8.GetBytes(bareLf ? lines : lines.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    /// <summary>Reads exact bytes in base64.</summary>
    public static (RawInput? Input, RawInputError? Error) OfBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? Check(bytes[..count])
            : (null, RawInputError.NotBase64);
    }

    /// <summary>
    /// The requests, as far as their ends can be told; the last may be incomplete or no request at all.
    /// </summary>
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

/// <summary>Why an input is not sent.</summary>
public enum RawInputError
{
    Empty,
    TooLong,
    TooManyRequests,
    NotBase64,
}
