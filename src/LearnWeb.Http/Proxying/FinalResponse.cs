namespace LearnWeb.Http.Proxying;

/// <summary>Reads on until the response that ends an exchange: after the interim ones (RFC 9110 §15.2).</summary>
public static class FinalResponse
{
    /// <param name="sent">What the server has sent.</param>
    /// <param name="method">The method that is answered.</param>
    /// <param name="start">Where its answer starts.</param>
    public static MessageReader Read(ReadOnlyMemory<byte> sent, string method, int start = 0)
    {
        MessageReader reader;
        do
        {
            reader = new MessageReader(start, method);
            reader.Read(sent.Span);
            start = reader.Position;
        } while (reader is { IsComplete: true, IsInterim: true });

        return reader;
    }
}
