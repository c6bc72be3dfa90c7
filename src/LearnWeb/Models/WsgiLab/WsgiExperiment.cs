using System.Text;
using System.Text.Json;
using LearnWeb.Http;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab;

/// <summary>Sends a composed request over a real connection and watches the gateway while it is served.</summary>
/// <param name="sender">Connects to the lab's own server.</param>
/// <param name="calls">Where the gateway finds out that it is watched.</param>
public sealed class WsgiExperiment(RawSender sender, CallStore calls)
{
    /// <summary>Room for a worker's start, a request, and its refusal.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The Python application whose environ is compared.</summary>
    private const string Twin = "environ";

    /// <param name="input">The request's bytes.</param>
    /// <param name="composition">What they were made of.</param>
    /// <param name="twin">The same request to the Python echo; <c>null</c> not to compare.</param>
    /// <param name="visitor">Who runs it.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<WsgiTrace> RunAsync(
        RawInput input,
        WsgiComposition composition,
        RawInput? twin,
        string visitor,
        CancellationToken cancellation
    )
    {
        var (recorder, talk) = await SendAsync(input, composition.Leaves, visitor, cancellation);
        var exchange = talk.Exchanges[0];
        var comparison =
            twin is null || recorder.Environ is null
                ? null
                : await CompareAsync(twin, recorder.Environ, visitor, cancellation);
        var app =
            // with .. the path leads elsewhere
            WsgiProgram.All.FirstOrDefault(program => program.Mount == recorder.Request?.Mount) ?? composition.App;
        var sources = new EnvironSources(input.Bytes.Span, app.Mount);
        var environ = (recorder.Environ ?? []).Select(entry => new TracedVariable(
            entry.Key,
            entry.Value,
            entry.Meaning,
            sources.Of(entry.Key)
        ));
        return new WsgiTrace(
            app.Name,
            exchange.Request,
            exchange.Response,
            talk.Ending,
            [.. environ],
            recorder.Events,
            recorder.Request is { } request ? LostDetail.Of(input.Bytes.Span, request, recorder.Environ!) : [],
            comparison
        );
    }

    /// <summary>The same request as the Python echo wants it.</summary>
    public static WsgiComposition TwinOf(WsgiComposition composition) =>
        composition with
        {
            App = WsgiProgram.Find(Twin)!,
        };

    private async Task<(WsgiRecorder Recorder, HttpTrace Talk)> SendAsync(
        RawInput input,
        bool leaves,
        string visitor,
        CancellationToken cancellation
    )
    {
        var recorder = new WsgiRecorder(visitor);
        IDisposable? watching = null;
        try
        {
            var talk = await sender.SendAsync(
                input,
                cancellation,
                Longest,
                ports => watching = calls.Watch(ports, recorder),
                leaves
            );
            if (recorder.Request is not null)
            {
                await Task.WhenAny(recorder.Ended, Task.Delay(Longest, cancellation));
            }

            return (recorder, talk);
        }
        finally
        {
            watching?.Dispose();
        }
    }

    private async Task<IReadOnlyList<ComparedVariable>> CompareAsync(
        RawInput twin,
        IReadOnlyList<EnvironEntry> mine,
        string visitor,
        CancellationToken cancellation
    )
    {
        var (_, talk) = await SendAsync(twin, leaves: false, visitor, cancellation);
        if (EnvironIn(talk.Exchanges[0].Response.Bytes.Span) is not { } python)
        {
            return []; // no Python here, or it did not answer, or the answer has no body, as to HEAD
        }

        var csharp = mine.ToDictionary(entry => entry.Key, entry => entry.Value);
        return
        [
            .. csharp
                .Keys.Union(python.Keys)
                .Order(StringComparer.Ordinal)
                .Select(key => new ComparedVariable(key, csharp.GetValueOrDefault(key), python.GetValueOrDefault(key))),
        ];
    }

    private static Dictionary<string, string>? EnvironIn(ReadOnlySpan<byte> response)
    {
        var body = new StringBuilder();
        foreach (var part in MessageParts.Of(response).Where(part => part.Kind == PartKind.Body))
        {
            body.Append(Encoding.UTF8.GetString(response.Slice(part.Start, part.Length)));
        }

        try
        {
            return JsonSerializer
                .Deserialize<JsonElement>(body.ToString())
                .GetProperty("environ")
                .Deserialize<Dictionary<string, string>>();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
