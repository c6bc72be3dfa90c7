using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary><c>close()</c> is called whatever happens (PEP 3333, "Specification Details").</summary>
public sealed class WsgiCloseTests : GatewayCall
{
    [Theory(DisplayName = "close() is called, and once, however it ends")]
    [InlineData("at the end")]
    [InlineData("after an error")]
    [InlineData("after a bad block")]
    [InlineData("when the client has gone")]
    [InlineData("when enough was sent")]
    public async Task Close_IsCalledOnce(string how)
    {
        using var gone = new CancellationTokenSource();
        object? Leave()
        {
            gone.Cancel();
            return "x"u8.ToArray();
        }

        var rows = new Rows(
            how switch
            {
                "after an error" => () => throw new InvalidOperationException("away"),
                "after a bad block" => () => "text",
                "when the client has gone" => Leave,
                _ => () => null,
            }
        );
        await Gateway.RunAsync(
            (_, start) =>
            {
                start(
                    "200 OK",
                    how == "when enough was sent" ? new List<(string, string)> { ("Content-Length", "3") } : Plain
                );
                return rows;
            },
            Environ(),
            Connection,
            Recorder,
            gone.Token
        );

        Assert.Equal(1, rows.Closed);
        Assert.Contains(Recorder.Events, step => step.Kind == WsgiEventKind.Closed);
    }

    [Fact]
    public async Task CloseThatFails_SpoilsNothingThatWasSent()
    {
        await RunAsync(
            (_, start) =>
            {
                start("200 OK", Plain);
                return new Rows(() => null) { FailsToClose = true };
            }
        );
        Assert.False(Connection.IsCut);
        Assert.Equal("row", Connection.Body);
        Assert.Equal(
            "InvalidOperationException('cannot close')",
            Recorder.Events.Single(step => step.Kind == WsgiEventKind.CloseFailed).Text
        );
    }

    [Fact]
    public async Task GeneratorWhoseClientLeft_PassesItsFinally()
    {
        using var gone = new CancellationTokenSource();
        var log = new List<string>();
        Connection.OnFlush = gone.Cancel;
        await Gateway.RunAsync((_, start) => Blocks(start), Environ(), Connection, Recorder, gone.Token);
        Assert.Equal(["made 0", "finally"], log);
        Assert.Equal(
            [WsgiEventKind.ClientGone, WsgiEventKind.Closed],
            Recorder.Events.TakeLast(2).Select(step => step.Kind)
        );

        IEnumerable<byte[]> Blocks(StartResponse start)
        {
            start("200 OK", Plain);
            try
            {
                for (var n = 0; ; n++)
                {
                    log.Add($"made {n}");
                    yield return "x"u8.ToArray();
                }
            }
            finally
            {
                log.Add("finally");
            }
        }
    }
}
