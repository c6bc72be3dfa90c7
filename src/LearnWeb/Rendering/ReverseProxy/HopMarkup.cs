using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Rendering.Wire;

namespace LearnWeb.Rendering.ReverseProxy;

/// <summary>The messages of one hop as wire cards; lines that the proxy has changed are marked.</summary>
internal static class HopMarkup
{
    /// <summary>The messages in order of time: the requests on their way in, the responses on their way out.</summary>
    /// <param name="hops">The hops of one request.</param>
    /// <param name="engine">What the proxy is called.</param>
    public static IEnumerable<string> Render(IReadOnlyList<TracedHop> hops, string engine, UiStrings words)
    {
        foreach (var hop in hops.Where(hop => !hop.Request.IsEmpty))
        {
            var heading = words["ProxyRequest", Name(hop.From), Name(hop.To)];
            var (other, isOfProxy) = (Other(hops, hop).Request, hop.From == TracedHop.Proxy);
            yield return HopCard.Render(hop.Request, other, isResponse: false, isOfProxy, heading, words);
        }

        foreach (var hop in hops.Where(hop => !hop.Response.IsEmpty).Reverse())
        {
            var heading = words["ProxyResponse", Name(hop.To), Name(hop.From)];
            var (other, isOfProxy) = (Other(hops, hop).Response, hop.To == TracedHop.Proxy);
            yield return HopCard.Render(hop.Response, other, isResponse: true, isOfProxy, heading, words);
        }

        string Name(string end) => NameOf(end, engine, words);
    }

    /// <summary>One message by itself.</summary>
    public static string Message(ReadOnlyMemory<byte> message, bool isResponse, UiStrings words) =>
        MessageMarkup.Render(
            new CapturedMessage(message, message.Length, []),
            isResponse,
            words,
            words["Wire-Bytes", message.Length]
        );

    /// <summary>What a hop's end is called on a page.</summary>
    public static string NameOf(string end, string engine, UiStrings words) =>
        end == TracedHop.Proxy ? engine
        : char.IsAsciiDigit(end[0]) ? words["ProxyOrigin", end]
        : words["ProxyClient", end];

    /// <summary>The hop on the other side of the proxy; of several, the last, whose answer went back.</summary>
    private static TracedHop Other(IReadOnlyList<TracedHop> hops, TracedHop hop) => hop == hops[0] ? hops[^1] : hops[0];
}
