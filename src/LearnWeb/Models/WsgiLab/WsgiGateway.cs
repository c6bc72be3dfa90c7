using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace LearnWeb.Models.WsgiLab;

/// <summary>
/// The server side of PEP 3333: calls an application once and sends what it yields, block by block, each before the next is
/// asked for ("Buffering and Streaming"). Knows nothing of HTTP servers but <see cref="IWsgiConnection"/>.
/// </summary>
public sealed class WsgiGateway(ILogger<WsgiGateway> log)
{
    // excerpt: run
    /// <summary>Runs one call to its end. Never fails: what goes wrong becomes a 500, or a connection that is cut.</summary>
    /// <param name="application">What is called.</param>
    /// <param name="environ">Its first argument.</param>
    /// <param name="connection">Where the response goes.</param>
    /// <param name="recorder">Takes down each step; may be <c>null</c>.</param>
    /// <param name="gone">Ends when the client does.</param>
    public async Task RunAsync(
        WsgiApplication application, Dictionary<string, object> environ, IWsgiConnection connection, WsgiRecorder? recorder, CancellationToken gone)
    {
        var call = new WsgiCall(connection, environ["REQUEST_METHOD"] is "HEAD", recorder);
        object? blocks = null;
        try
        {
            try
            {
                recorder?.Add(WsgiEventKind.Called);
                blocks = application(environ, call.Start);
                Note(blocks, recorder);
                await SendAsync(call, WsgiContract.Iterable(blocks), connection, recorder, gone);
            }
            finally
            {
                await CloseAsync(blocks, recorder); // always, and once ("Specification Details")
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            recorder?.Add(WsgiEventKind.ClientGone);
            connection.Cut();
        }
        catch (Exception error)
        {
            await FailAsync(error, call, environ, connection, recorder, gone);
        }
    }
    // end: run

    // excerpt: send
    private static async Task SendAsync(
        WsgiCall call, object blocks, IWsgiConnection connection, WsgiRecorder? recorder, CancellationToken gone)
    {
        call.IsIterating = true;
        if (call.IsHeadSent)
        {
            await connection.FlushAsync(gone); // what write() was given goes before anything from the iterable
        }

        await foreach (var block in Each(blocks, gone))
        {
            recorder?.AddBlock(WsgiEventKind.Yielded, block);
            call.Take(block, only: LengthOf(blocks) == 1);
            if (call.IsHeadSent)
            {
                await connection.FlushAsync(gone);
            }

            gone.ThrowIfCancellationRequested();
            if (call.IsFull)
            {
                recorder?.Add(WsgiEventKind.Stopped);
                return;
            }
        }

        if (blocks is not ISizedBlocks)
        {
            recorder?.Add(WsgiEventKind.Exhausted); // an application elsewhere has said so itself, before it was closed
        }

        call.Finish();
        await connection.FlushAsync(gone);
    }
    // end: send

    private static async IAsyncEnumerable<object?> Each(object blocks, [EnumeratorCancellation] CancellationToken gone)
    {
        if (blocks is IAsyncEnumerable<object?> waiting)
        {
            await foreach (var block in waiting.WithCancellation(gone))
            {
                yield return block;
            }
        }
        else
        {
            foreach (var block in (IEnumerable)blocks)
            {
                yield return block;
            }
        }
    }

    private async Task CloseAsync(object? blocks, WsgiRecorder? recorder)
    {
        if (blocks is IAsyncDisposable or IDisposable)
        {
            recorder?.Add(WsgiEventKind.Closed);
        }

        try
        {
            if (blocks is IAsyncDisposable waiting)
            {
                await waiting.DisposeAsync();
            }
            else if (blocks is IDisposable held)
            {
                held.Dispose();
            }
        }
        catch (Exception error)
        {
            // Nothing that was or will be sent depends on it.
            recorder?.Add(WsgiEventKind.Raised, error.Message);
            log.LogWarning("close() of a WSGI application failed: {Error}", WsgiContract.Describe(error.Message));
        }
    }

    private async Task FailAsync(
        Exception error, WsgiCall call, Dictionary<string, object> environ, IWsgiConnection connection, WsgiRecorder? recorder, CancellationToken gone)
    {
        var unavailable = error as WsgiUnavailableException;
        var broken = error as WsgiViolationException ?? new WsgiViolationException(WsgiRule.Uncaught, error.Message);
        if (unavailable is null)
        {
            recorder?.Broken(broken.Rule, broken.Seen);
        }
        else
        {
            recorder?.Add(WsgiEventKind.Raised, unavailable.Message);
        }

        log.LogWarning("A WSGI application failed: {Error}", WsgiContract.Describe(error.Message));
        if (call.IsHeadSent)
        {
            recorder?.Add(WsgiEventKind.Cut);
            connection.Cut();
            return;
        }

        var text = unavailable is null ? Reasons(broken) : $"{unavailable.Message}\n";
        var body = Encoding.UTF8.GetBytes(text);
        var answer = Refusal(unavailable, body.Length);
        recorder?.Add(WsgiEventKind.Refused, answer.Status);
        connection.Begin(answer);
        if (environ["REQUEST_METHOD"] is not "HEAD")
        {
            connection.Write(body);
        }

        await connection.FlushAsync(gone);
    }

    /// <summary>What the client gets when an application has given nothing that can be sent: the rule, in both languages.</summary>
    private static string Reasons(WsgiViolationException broken)
    {
        var sentences = Language.All.Reverse().Select(language => broken.Rule.Sentence(UiStrings.For(language)));
        return $"{string.Join('\n', sentences)}\nPEP 3333, \"{broken.Rule.Section}\": {broken.Rule.Url}\n{broken.Seen}\n";
    }

    private static WsgiHead Refusal(WsgiUnavailableException? unavailable, int length)
    {
        List<(string, string)> fields = [("Content-Type", "text/plain; charset=utf-8")];
        if (unavailable?.RetryAfter is { } seconds)
        {
            fields.Add(("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
        }

        var (code, reason) = unavailable?.Status switch
        {
            502 => (502, "Bad Gateway"),
            503 => (503, "Service Unavailable"),
            504 => (504, "Gateway Timeout"),
            _ => (500, "Internal Server Error"),
        };
        return new WsgiHead(code, reason, fields, length);
    }

    private static int? LengthOf(object blocks) => blocks switch
    {
        ISizedBlocks sized => sized.Length,
        ICollection all => all.Count,
        _ => null,
    };

    /// <summary>What was returned; of an application elsewhere that is only known later.</summary>
    private static void Note(object? blocks, WsgiRecorder? recorder)
    {
        if (blocks is not ISizedBlocks)
        {
            recorder?.Add(WsgiEventKind.Returned, blocks switch
            {
                byte[] or string or null => WsgiContract.Describe(blocks),
                ICollection all => string.Create(CultureInfo.InvariantCulture, $"list, len {all.Count}"),
                _ => "generator",
            });
        }
    }
}
