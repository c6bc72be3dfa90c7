using System.Runtime.ExceptionServices;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab.Gallery;

/// <summary>
/// Applications that break no rule of PEP 3333: they use what it has for hard cases, or something it does not speak of.
/// Each has a sentence on that in the resources, under <c>WsgiAllowed-&lt;name&gt;</c>.
/// </summary>
internal static class AllowedCases
{
    public static IReadOnlyList<GalleryApplication> All { get; } =
    [
        new("sorry", nameof(AllowedCases), null, Sorry),
        new("empty-first", nameof(AllowedCases), null, EmptyFirst),
        new("sorry-late", nameof(AllowedCases), null, SorryLate),
        new("writes", nameof(AllowedCases), null, Writes),
        new("two-streams", nameof(AllowedCases), null, TwoStreams) { ReadsBody = true },
        new("no-content", nameof(AllowedCases), null, NoContent),
    ];

    private static List<(string, string)> Plain => [("Content-Type", "text/plain")];

    private static byte[] Hello => "hello, world\n"u8.ToArray();

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

    // excerpt: empty-first
    private static IEnumerable<byte[]> EmptyFirst(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        yield return []; // nothing yet: the server asks again, and the head stays
        yield return [];
        var error = ExceptionDispatchInfo.Capture(new InvalidOperationException("the database is away"));
        startResponse("500 Sorry", Plain, error); // in time: two blocks were given, and nothing was sent
        yield return "sorry\n"u8.ToArray();
    }

    // end: empty-first

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

    // excerpt: two-streams
    private static List<byte[]> TwoStreams(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var input = (WsgiInput)environ["wsgi.input"];
        var errors = (WsgiErrors)environ["wsgi.errors"];
        var first = input.ReadLine(); // with its LF
        var others = input.ReadLines(); // to the end of the body, and not further
        // to the server's log, not to the client
        errors.WriteLines([$"first line: {first.Length} bytes\n", $"then {others.Count} lines\n"]);
        errors.Flush();
        startResponse("200 OK", Plain);
        return [first, .. others];
    }

    // end: two-streams

    // excerpt: no-content
    private static List<byte[]> NoContent(IDictionary<string, object> environ, StartResponse startResponse)
    {
        startResponse("204 No Content", new List<(string, string)>());
        return [Hello]; // nobody gets this: a 204 has no body, and no Content-Length
    }
    // end: no-content
}
