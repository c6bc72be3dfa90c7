using LearnWeb.Wsgi;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnWeb.Tests;

/// <summary>One call of an application by the gateway, with what was sent and what was taken down.</summary>
public abstract class GatewayCall
{
    private protected static readonly WsgiGateway Gateway = new(NullLogger<WsgiGateway>.Instance);

    private protected RecordedConnection Connection { get; } = new();

    private protected WsgiRecorder Recorder { get; } = new();

    private protected static List<(string, string)> Plain => [("Content-Type", "text/plain")];

    private protected static WsgiApplication Answers(params string[] blocks) =>
        (_, start) =>
        {
            start("200 OK", Plain);
            return blocks.Select(Bytes).ToList();
        };

    private protected static byte[] Body => "ab\ncd\ne"u8.ToArray();

    private protected static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private protected Task RunAsync(
        WsgiApplication application,
        string method = "GET",
        CancellationToken gone = default
    ) => Gateway.RunAsync(application, Environ(method), Connection, Recorder, gone);

    private protected Dictionary<string, object> Environ(string method = "GET", WsgiRecorder? recorder = null) =>
        new()
        {
            ["REQUEST_METHOD"] = method,
            [WsgiEnviron.Input] = new WsgiInput(Body, recorder ?? Recorder),
            [WsgiEnviron.Errors] = new WsgiErrors(_ => { }, recorder ?? Recorder),
        };
}
