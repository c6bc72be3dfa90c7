using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>Takes what has gone over a connection of HTTP/1.1 apart into requests and their responses.</summary>
public static class RecordedExchanges
{
    /// <summary>
    /// The requests in order, each with what was answered, interim responses included (RFC 9110 §15.2); nothing where
    /// there was no answer.
    /// </summary>
    /// <param name="received">What the server read.</param>
    /// <param name="sent">What it wrote.</param>
    public static IReadOnlyList<RawExchange> Of(ReadOnlyMemory<byte> received, ReadOnlyMemory<byte> sent)
    {
        var exchanges = new List<RawExchange>();
        var answered = 0;
        foreach (var span in new RawInput(received).Requests())
        {
            var request = received.Slice(span.Start, span.Length);
            var end = EndOfResponse(sent, answered, MethodOf(request.Span));
            exchanges.Add(new RawExchange(new RawMessage(request), new RawMessage(sent[answered..end])));
            answered = end;
        }

        return exchanges;
    }

    private static int EndOfResponse(ReadOnlyMemory<byte> sent, int start, string method)
    {
        var reader = FinalResponse.Read(sent, method, start);
        return reader.IsComplete ? reader.Position : sent.Length;
    }

    private static string MethodOf(ReadOnlySpan<byte> request) =>
        Encoding.Latin1.GetString(request[..Math.Max(0, request.IndexOf((byte)' '))]);
}
