using System.Text.Json.Serialization;

namespace LearnWeb.Http;

/// <summary>
/// What happened on one connection: what was sent and when, what came back and when, and how it ended.
/// </summary>
/// <param name="Exchanges">Requests and their responses, paired in order; what cannot be told apart is in one.</param>
/// <param name="Events">Every arrival and departure of bytes, in order.</param>
/// <param name="Ending">How the conversation ended.</param>
public sealed record HttpTrace(IReadOnlyList<RawExchange> Exchanges, IReadOnlyList<WireEvent> Events, Ending Ending);

/// <summary>
/// A request as it was sent and what came back for it, interim responses included; empty if nothing did.
/// </summary>
public sealed record RawExchange(RawMessage Request, RawMessage Response);

/// <summary>The exact bytes of a message.</summary>
public sealed record RawMessage([property: JsonPropertyName("base64")] ReadOnlyMemory<byte> Bytes);

/// <summary>Bytes that went one way at one moment.</summary>
/// <param name="Milliseconds">Since the connection stood.</param>
/// <param name="FromClient">Who sent them.</param>
/// <param name="Bytes">How many.</param>
public sealed record WireEvent(double Milliseconds, bool FromClient, int Bytes);

/// <summary>How a conversation ended.</summary>
public enum Ending
{
    /// <summary>Every request was answered and the connection stayed open; the lab closed it.</summary>
    Answered,

    /// <summary>The client closed the connection, as it had been told to, without reading on.</summary>
    ClientLeft,

    /// <summary>The server closed the connection.</summary>
    ClosedByServer,

    /// <summary>The server reset the connection.</summary>
    Reset,

    /// <summary>Nothing more came in time: the server still waited for the rest of a request.</summary>
    TimedOut,

    /// <summary>More came back than the lab takes.</summary>
    TooMuch,
}
