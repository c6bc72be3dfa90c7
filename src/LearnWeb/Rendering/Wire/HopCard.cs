using LearnWeb.Http;
using LearnWeb.Http.Proxying;
using LearnWeb.Models;

namespace LearnWeb.Rendering.Wire;

/// <summary>
/// A message of one hop as a wire card, in its sender's hue, with the lines marked that a proxy has changed.
/// </summary>
public static class HopCard
{
    /// <param name="message">The message's bytes on this hop.</param>
    /// <param name="other">The same message on the other side of the proxy; empty if there is none.</param>
    /// <param name="isResponse">Whether it is a response.</param>
    /// <param name="isOfProxy">Whether the proxy sent it.</param>
    /// <param name="heading">Who sends it to whom; encoded here.</param>
    public static string Render(
        ReadOnlyMemory<byte> message,
        ReadOnlyMemory<byte> other,
        bool isResponse,
        bool isOfProxy,
        string heading,
        UiStrings words
    ) =>
        MessageMarkup.Render(
            new CapturedMessage(message, message.Length, []),
            isResponse,
            words,
            words["Wire-Bytes", message.Length],
            heading: heading,
            marked: ChangedLines.Of(message, other),
            isOfProxy: isOfProxy
        );
}
