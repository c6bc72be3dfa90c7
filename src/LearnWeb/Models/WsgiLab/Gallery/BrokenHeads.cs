using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab.Gallery;

/// <summary>
/// Applications that each break a rule about <c>start_response</c>: when it is called, and with what.
/// </summary>
internal static class BrokenHeads
{
    public static IReadOnlyList<GalleryApplication> All { get; } =
    [
        new("start-twice", nameof(BrokenHeads), WsgiRule.StartTwice, StartTwice),
        new("start-never", nameof(BrokenHeads), WsgiRule.StartMissing, StartNever),
        new("start-late", nameof(BrokenHeads), WsgiRule.StartMissing, StartLate),
        new("status-number", nameof(BrokenHeads), WsgiRule.StatusType, StatusNumber),
        new("status-short", nameof(BrokenHeads), WsgiRule.StatusForm, StatusShort),
        new("status-999", nameof(BrokenHeads), WsgiRule.StatusCode, Status999),
        new("headers-dict", nameof(BrokenHeads), WsgiRule.HeadersType, HeadersDict),
        new("header-name", nameof(BrokenHeads), WsgiRule.HeaderName, HeaderName),
        new("header-crlf", nameof(BrokenHeads), WsgiRule.HeaderControl, HeaderCrlf),
        new("header-chinese", nameof(BrokenHeads), WsgiRule.HeaderLatin1, HeaderChinese),
        new("connection-close", nameof(BrokenHeads), WsgiRule.HopByHop, ConnectionClose),
        new("length-twice", nameof(BrokenHeads), WsgiRule.LengthForm, LengthTwice),
    ];

    private static List<(string, string)> Plain => [("Content-Type", "text/plain")];

    private static byte[] Hello => "hello, world\n"u8.ToArray();

    // excerpt: start-twice
    private static List<byte[]> StartTwice(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        startResponse("404 Not Found", Plain); // changed its mind, without exc_info
        return [Hello];
    }

    // end: start-twice

    // excerpt: start-never
    // who says that it is a 200?
    private static List<byte[]> StartNever(IDictionary<string, object> environ, StartResponse startResponse) => [Hello];

    // end: start-never

    // excerpt: start-late
    private static IEnumerable<byte[]> StartLate(IDictionary<string, object> environ, StartResponse startResponse)
    {
        yield return Hello; // the body before the head
        startResponse("200 OK", Plain);
    }

    // end: start-late

    // excerpt: status-number
    private static List<byte[]> StatusNumber(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse(200, Plain); // a number, no string
        return [Hello];
    }

    // end: status-number

    // excerpt: status-short
    private static List<byte[]> StatusShort(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200", Plain); // no reason phrase
        return [Hello];
    }

    // end: status-short

    // excerpt: status-999
    private static List<byte[]> Status999(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("999 Message here", Plain); // well-formed, but of no class that HTTP has
        return [Hello];
    }

    // end: status-999

    // excerpt: headers-dict
    private static List<byte[]> HeadersDict(IDictionary<string, object> environ, StartResponse startResponse)
    {
        // keeps no order, no repeats
        startResponse("200 OK", new Dictionary<string, string> { ["Content-Type"] = "text/plain" });
        return [Hello];
    }

    // end: headers-dict

    // excerpt: header-name
    private static List<byte[]> HeaderName(IDictionary<string, object> environ, StartResponse startResponse)
    {
        // the colon is the server's
        startResponse("200 OK", new List<(string, string)> { ("Content-Type:", "text/plain") });
        return [Hello];
    }

    // end: header-name

    // excerpt: header-crlf
    private static List<byte[]> HeaderCrlf(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var name = "Ada\r\nSet-Cookie: admin=1"; // what a visitor typed
        startResponse("200 OK", new List<(string, string)> { ("X-Name", name) });
        return [Hello];
    }

    // end: header-crlf

    // excerpt: header-chinese
    private static List<byte[]> HeaderChinese(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", new List<(string, string)> { ("X-Name", "中文") }); // not latin-1
        return [Hello];
    }

    // end: header-chinese

    // excerpt: connection-close
    private static List<byte[]> ConnectionClose(IDictionary<string, object> environ, StartResponse startResponse)
    {
        // the connection is the server's
        startResponse("200 OK", new List<(string, string)> { ("Connection", "close") });
        return [Hello];
    }

    // end: connection-close

    // excerpt: length-twice
    private static List<byte[]> LengthTwice(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", new List<(string, string)> { ("Content-Length", "13"), ("Content-Length", "5") });
        return [Hello];
    }
    // end: length-twice
}
