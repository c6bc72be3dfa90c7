using System.Text;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab.Gallery;

/// <summary>
/// Applications that each break a rule about what comes after <c>start_response</c>: the iterable, its blocks, their
/// length, the input, errors.
/// </summary>
internal static class BrokenBodies
{
    public static IReadOnlyList<GalleryApplication> All { get; } =
    [
        new("returns-none", nameof(BrokenBodies), WsgiRule.NotIterable, ReturnsNone),
        new("returns-str", nameof(BrokenBodies), WsgiRule.BlockType, ReturnsStr),
        new("returns-bytes", nameof(BrokenBodies), WsgiRule.BlockType, ReturnsBytes),
        new("write-late", nameof(BrokenBodies), WsgiRule.WriteInIteration, WriteLate),
        new("too-short", nameof(BrokenBodies), WsgiRule.TooShort, TooShort),
        new("too-long", nameof(BrokenBodies), WsgiRule.TooLong, TooLong),
        new("reads-on", nameof(BrokenBodies), WsgiRule.ReadPastBody, ReadsOn) { ReadsBody = true },
        new("fails-early", nameof(BrokenBodies), WsgiRule.Uncaught, FailsEarly),
        new("fails-late", nameof(BrokenBodies), WsgiRule.Uncaught, FailsLate),
    ];

    private static List<(string, string)> Plain => [("Content-Type", "text/plain")];

    private static byte[] Hello => "hello, world\n"u8.ToArray();

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
        startResponse(
            "200 OK",
            new List<(string, string)> { ("Content-Type", "text/plain"), ("Content-Length", "100") }
        );
        yield return Hello; // 13 bytes; the client waits for 87 more
    }

    // end: too-short

    // excerpt: too-long
    private static List<byte[]> TooLong(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var text = "你好，世界\n";
        startResponse(
            "200 OK",
            new List<(string, string)>
            {
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", $"{text.Length}"),
            }
        );
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
}
