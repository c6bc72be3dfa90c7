using System.Text;
using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi;
using LearnWeb.Wsgi.Python;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>A Python application behind the gateway, without an HTTP server around them.</summary>
internal sealed class PythonUnderTest : IDisposable
{
    private static readonly WsgiGateway Gateway = new(NullLogger<WsgiGateway>.Instance);

    private readonly PythonHome _home = new();

    /// <param name="file">The application's file, absolute or beside these tests.</param>
    /// <param name="module">What it imports.</param>
    /// <param name="validate">Whether inside the validator.</param>
    /// <param name="workers">How many processes.</param>
    /// <param name="limits">How long it may take.</param>
    /// <param name="clock">Measures idleness.</param>
    /// <param name="configured">The Python to use; else one that imports the module.</param>
    public PythonUnderTest(
        string file,
        string module = "wsgiref",
        bool validate = false,
        int workers = 1,
        PythonLimits? limits = null,
        TimeProvider? clock = null,
        string? configured = null
    )
    {
        clock ??= TimeProvider.System;
        var program = new PythonProgram("test", Path.Combine(Folder, file), "app", module, validate, workers);
        Pool = new PythonPool(
            program,
            new PythonFinder(configured ?? Python.With(module), clock),
            _home,
            limits ?? PythonLimits.Default,
            clock,
            Log
        );
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Integration", "WsgiLab", "apps");

    public PythonPool Pool { get; }

    /// <summary>The steps of all requests to come.</summary>
    public WsgiRecorder Recorder { get; set; } = new();

    /// <summary>What workers wrote to standard error, as it was logged.</summary>
    public LogLines Log { get; } = new();

    public Task<RecordedConnection> GetAsync(string target) => SendAsync("GET", target, []);

    public Task<RecordedConnection> SendAsync(
        string method,
        string target,
        byte[] body,
        params (string, string)[] fields
    ) => SendAsync(method, target, body, fields, isChunked: false);

    public async Task<RecordedConnection> SendAsync(
        string method,
        string target,
        byte[] body,
        (string, string)[] fields,
        bool isChunked,
        Action? onFlush = null,
        Task? takes = null,
        CancellationToken gone = default
    )
    {
        var request = new WsgiRequest(
            method,
            "/wsgi/test" + target,
            "/wsgi/test",
            target,
            "HTTP/1.1",
            "http",
            "localhost",
            80,
            "127.0.0.1",
            [("Host", "localhost"), .. fields],
            isChunked || method == "GET" ? null : body.Length,
            body
        );
        var connection = new RecordedConnection
        {
            OnFlush = onFlush ?? (() => { }),
            Takes = takes ?? Task.CompletedTask,
        };
        var environ = WsgiEnviron.Build(
            request,
            new WsgiInput(body, Recorder),
            new WsgiErrors(_ => { }, Recorder),
            Pool.Concurrency
        );
        await Gateway.RunAsync(Pool.Call, environ, connection, Recorder, gone);
        return connection;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose()
    {
        Pool.Dispose();
        _home.Dispose();
    }
}
