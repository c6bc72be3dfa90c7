using System.Text.Json.Serialization;

namespace LearnWeb.Http;

/// <summary>
/// The record of one connection: what was sent and when, what came back and when, and how the connection ended.
/// </summary>
/// <param name="Exchanges">
/// The requests and their responses, paired in order. Bytes that cannot be separated are in one exchange.
/// </param>
/// <param name="Events">Each time at which bytes were sent or received, in order.</param>
/// <param name="Ending">How the conversation ended.</param>
public sealed record HttpTrace(IReadOnlyList<RawExchange> Exchanges, IReadOnlyList<WireEvent> Events, Ending Ending);

/// <summary>
/// A request as it was sent, and what came back for it, including interim responses. The response is empty if nothing
/// came back.
/// </summary>
public sealed record RawExchange(RawMessage Request, RawMessage Response);

/// <summary>The exact bytes of a message.</summary>
public sealed record RawMessage([property: JsonPropertyName("base64")] ReadOnlyMemory<byte> Bytes);

/// <summary>Bytes that were sent or received at one moment.</summary>
/// <param name="Milliseconds">The time in milliseconds since the connection was established.</param>
/// <param name="FromClient">Whether the client sent the bytes; otherwise the server did.</param>
/// <param name="Bytes">The number of bytes.</param>
public sealed record WireEvent(double Milliseconds, bool FromClient, int Bytes);

/// <summary>How a conversation ended.</summary>
public enum Ending
{
    /// <summary>Every request was answered and the connection stayed open; the lab closed it.</summary>
    Answered,

    /// <summary>The client closed the connection, as it had been told to, and read no further.</summary>
    ClientLeft,

    /// <summary>The server closed the connection.</summary>
    ClosedByServer,

    /// <summary>The server reset the connection.</summary>
    Reset,

    /// <summary>Nothing more came in time; the server was still waiting for the rest of a request.</summary>
    TimedOut,

    /// <summary>More bytes came back than the lab accepts.</summary>
    TooMuch,
}
