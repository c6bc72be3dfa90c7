using System.Runtime.ExceptionServices;
using System.Text;

namespace LearnWeb.Models.WsgiLab;

/// <summary>
/// Small applications that each break one rule of PEP 3333, and a few that use what it allows for hard cases. The gateway
/// refuses or reports each that breaks one. Their names are the markers around their code.
/// </summary>
public static class BrokenApplications
{
    /// <summary>Every one by its name, with the rule it breaks; <c>null</c> for those that keep all.</summary>
    public static IReadOnlyList<(string Name, WsgiRule? Rule, WsgiApplication Call)> All { get; } =
    [
        ("start-twice", WsgiRule.StartTwice, StartTwice), ("start-never", WsgiRule.StartMissing, StartNever),
        ("start-late", WsgiRule.StartMissing, StartLate), ("status-number", WsgiRule.StatusType, StatusNumber),
        ("status-short", WsgiRule.StatusForm, StatusShort), ("headers-dict", WsgiRule.HeadersType, HeadersDict),
        ("header-name", WsgiRule.HeaderName, HeaderName), ("header-crlf", WsgiRule.HeaderControl, HeaderCrlf),
        ("header-chinese", WsgiRule.HeaderLatin1, HeaderChinese), ("connection-close", WsgiRule.HopByHop, ConnectionClose),
        ("length-twice", WsgiRule.LengthForm, LengthTwice), ("returns-none", WsgiRule.NotIterable, ReturnsNone),
        ("returns-str", WsgiRule.BlockType, ReturnsStr), ("returns-bytes", WsgiRule.BlockType, ReturnsBytes),
        ("write-late", WsgiRule.WriteInIteration, WriteLate), ("too-short", WsgiRule.TooShort, TooShort),
        ("too-long", WsgiRule.TooLong, TooLong), ("reads-on", WsgiRule.ReadPastBody, ReadsOn),
        ("fails-early", WsgiRule.Uncaught, FailsEarly), ("fails-late", WsgiRule.Uncaught, FailsLate),
        ("sorry", null, Sorry), ("sorry-late", WsgiRule.Uncaught, SorryLate), ("writes", null, Writes),
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
    private static List<byte[]> StartNever(IDictionary<string, object> environ, StartResponse startResponse) =>
        [Hello]; // who says that it is a 200?
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

    // excerpt: headers-dict
    private static List<byte[]> HeadersDict(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", new Dictionary<string, string> { ["Content-Type"] = "text/plain" }); // keeps no order, no repeats
        return [Hello];
    }
    // end: headers-dict

    // excerpt: header-name
    private static List<byte[]> HeaderName(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", new List<(string, string)> { ("Content-Type:", "text/plain") }); // the colon is the server's
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
        startResponse("200 OK", new List<(string, string)> { ("Connection", "close") }); // the connection is the server's
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

    // excerpt: returns-none
    private static object? ReturnsNone(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        return null; // "return" was forgotten
    }
    // end: returns-none

    // excerpt: returns-str
    private static List<string> ReturnsStr(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        return ["hello, world\n"]; // text: in which encoding?
    }
    // end: returns-str

    // excerpt: returns-bytes
    private static byte[] ReturnsBytes(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        return Hello; // without brackets: iterating over it gives numbers
    }
    // end: returns-bytes

    // excerpt: write-late
    private static IEnumerable<byte[]> WriteLate(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var write = startResponse("200 OK", Plain);
        yield return "hello, "u8.ToArray();
        write("world\n"u8.ToArray()); // now two write, and nobody knows in which order
    }
    // end: write-late

    // excerpt: too-short
    private static IEnumerable<byte[]> TooShort(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", new List<(string, string)> { ("Content-Type", "text/plain"), ("Content-Length", "100") });
        yield return Hello; // 13 bytes; the client waits for 87 more
    }
    // end: too-short

    // excerpt: too-long
    private static List<byte[]> TooLong(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var text = "你好，世界\n";
        startResponse("200 OK", new List<(string, string)> { ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", $"{text.Length}") });
        return [Encoding.UTF8.GetBytes(text)]; // 6 characters are 16 bytes
    }
    // end: too-long

    // excerpt: reads-on
    private static List<byte[]> ReadsOn(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var body = ((WsgiInput)environ["wsgi.input"]).Read(1_000_000); // whatever CONTENT_LENGTH says
        startResponse("200 OK", Plain);
        return [body];
    }
    // end: reads-on

    // excerpt: fails-early
    private static List<byte[]> FailsEarly(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        throw new InvalidOperationException("the database is away"); // nothing was sent yet
    }
    // end: fails-early

    // excerpt: fails-late
    private static IEnumerable<byte[]> FailsLate(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        yield return "row 1\n"u8.ToArray(); // takes the head along
        throw new InvalidOperationException("the database went away");
    }
    // end: fails-late

    // excerpt: sorry
    private static List<byte[]> Sorry(IDictionary<string, object> environ, StartResponse startResponse)
    {
        try
        {
            startResponse("200 OK", Plain);
            throw new InvalidOperationException("the database is away");
        }
        catch (InvalidOperationException error)
        {
            startResponse("500 Sorry", Plain, ExceptionDispatchInfo.Capture(error)); // replaces: nothing was sent yet
            return ["sorry\n"u8.ToArray()];
        }
    }
    // end: sorry

    // excerpt: sorry-late
    private static IEnumerable<byte[]> SorryLate(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        yield return "row 1\n"u8.ToArray();
        var error = ExceptionDispatchInfo.Capture(new InvalidOperationException("the database went away"));
        startResponse("500 Sorry", Plain, error); // too late: raises the error again
        yield return "sorry\n"u8.ToArray();
    }
    // end: sorry-late

    // excerpt: writes
    private static List<byte[]> Writes(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var write = startResponse("200 OK", Plain);
        write("hello, "u8.ToArray()); // for old programs: leaves before anything that is returned
        return ["world\n"u8.ToArray()];
    }
    // end: writes
}
