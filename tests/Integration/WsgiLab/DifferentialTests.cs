using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using LearnWeb.Tests.Integration.Content;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>
/// The same bytes to this gateway and to Python's own wsgiref, with the same application: what differs is listed, with
/// its reason.
/// </summary>
public sealed class DifferentialTests(WsgiSite site) : IClassFixture<WsgiSite>
{
    private const string Application = "environ";

    /// <summary>What may differ.</summary>
    private static readonly Dictionary<string, string> MayDiffer = new()
    {
        ["SERVER_NAME"] = "wsgiref says the machine's name, this server the host that was asked for",
        ["SERVER_PORT"] = "two servers on two ports",
        ["SERVER_SOFTWARE"] = "two servers",
        ["GATEWAY_INTERFACE"] = "wsgiref adds CGI's; optional",
        ["REMOTE_HOST"] = "wsgiref adds CGI's, empty",
        ["CONTENT_TYPE"] = "wsgiref invents text/plain where there is none",
        ["CONTENT_LENGTH"] = "wsgiref adds an empty one where there is none",
        ["SCRIPT_NAME"] = "wsgiref knows no prefix: compared together with PATH_INFO",
        ["PATH_INFO"] = "the same",
        ["HTTP_COOKIE"] = "wsgiref joins lines with a comma, which no cookie parser takes apart",
        ["HTTP_X_FORGED"] = "a name with _: dropped here",
        ["HTTP_PROXY"] = "dropped here (httpoxy)",
        ["wsgi.multiprocess"] = "two workers here",
        ["wsgi.file_wrapper"] = "optional",
        ["wsgi.input_terminated"] = "this server's addition",
    };

    public static TheoryData<string, string> Requests { get; } =
        new()
        {
            { "a plain path", "GET {0}/a/b HTTP/1.1\r\nHost: x\r\n\r\n" },
            { "no path", "GET {0} HTTP/1.1\r\nHost: x\r\n\r\n" },
            {
                "encoded path and query",
                "GET {0}/a%2Fb/%E4%B8%AD%20x;p=1?q=%E4%B8%AD+1&q=2 HTTP/1.1\r\nHost: x\r\n\r\n"
            },
            { "bytes that are no UTF-8", "GET {0}/%ff%01%fe HTTP/1.1\r\nHost: x\r\n\r\n" },
            { "plus and percent", "GET {0}/a+b%25 HTTP/1.1\r\nHost: x\r\n\r\n" },
            { "an empty query", "GET {0}/? HTTP/1.1\r\nHost: x\r\n\r\n" },
            { "a query with a question mark", "GET {0}/?a?b=/c HTTP/1.1\r\nHost: x\r\n\r\n" },
            { "repeated fields", "GET {0}/ HTTP/1.1\r\nHost: x\r\nX-Dup: a\r\nX-Dup: b\r\nx-dup:c\r\n\r\n" },
            { "fields that are dropped", "GET {0}/ HTTP/1.1\r\nHost: x\r\nX_Forged: 1\r\nProxy: y\r\n\r\n" },
            { "cookies in two lines", "GET {0}/ HTTP/1.1\r\nHost: x\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n" },
            { "blanks around a value", "GET {0}/ HTTP/1.1\r\nHost: x\r\nX-Blank: \t a b \r\n\r\n" },
            { "a body", "POST {0}/ HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello" },
            { "an empty body", "POST {0}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" },
            {
                "a body of any bytes",
                "PUT {0}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n\u0000\r\n\u0001\u007fz"
            },
            {
                "a long body",
                $"POST {{0}}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{new string('b', 100000)}"
            },
            { "a long path", $"GET {{0}}/{new string('p', 5000)} HTTP/1.1\r\nHost: x\r\n\r\n" },
            { "another method", "DELETE {0}/x HTTP/1.1\r\nHost: x\r\n\r\n" },
        };

    /// <summary>
    /// What Kestrel answers by itself, before the gateway, and wsgiref hands on: docs/decisions/wsgi-gateway.md says
    /// why that stays.
    /// </summary>
    public static TheoryData<string, string> Refused { get; } =
        new()
        {
            {
                "a value that is not UTF-8: Kestrel decodes all values, for the whole site, and what it "
                    + "cannot decode it refuses",
                "GET {0}/ HTTP/1.1\r\nHost: x\r\nX-L: caf\u00e9\r\n\r\n"
            },
            {
                "a path with a NUL: no file or route has one, and programs in C end a string there",
                "GET {0}/%00 HTTP/1.1\r\nHost: x\r\n\r\n"
            },
            {
                "a path with a byte beyond ASCII: a URI has none (RFC 3986 §2)",
                "GET {0}/\u00e9 HTTP/1.1\r\nHost: x\r\n\r\n"
            },
            {
                "two lengths: which is right is what request smuggling is about (RFC 9112 §6.3)",
                "POST {0}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task WhatKestrelRefuses_WsgirefHandsOn(string situation, string request)
    {
        Python.Need("wsgiref");
        using var reference = Wsgiref.Start();
        Assert.True(
            RawTalk
                .StartOf(await RawTalk.SendAsync(site.Port, Bytes(request)))
                .StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal),
            situation
        );
        Assert.Equal("HTTP/1.0 200 OK", RawTalk.StartOf(await RawTalk.SendAsync(reference.Port, Bytes(request))));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task SameRequest_GivesTheSameEnviron_ButForWhatIsListed(string situation, string request)
    {
        Python.Need("wsgiref");
        using var reference = Wsgiref.Start();
        var here = Read(await RawTalk.SendAsync(site.Port, Bytes(request)));
        var there = Read(await RawTalk.SendAsync(reference.Port, Bytes(request)));

        Assert.Equal(there.Body, here.Body);
        Assert.Equal(
            there.Environ["SCRIPT_NAME"] + there.Environ["PATH_INFO"],
            here.Environ["SCRIPT_NAME"] + here.Environ["PATH_INFO"]
        );
        // wsgiref mixes in its own process's environment; what is neither CGI's nor WSGI's is from there.
        var keys = here.Environ.Keys.Union(
            there.Environ.Keys.Where(key =>
                key.StartsWith("HTTP_", StringComparison.Ordinal) || key.StartsWith("wsgi.", StringComparison.Ordinal)
            )
        );
        var different = keys.Where(key => here.Environ.GetValueOrDefault(key) != there.Environ.GetValueOrDefault(key))
            .Except(MayDiffer.Keys);
        Assert.True(
            !different.Any(),
            $"{situation}: " + string.Join(", ", different.Select(key => $"{key}: {In(here, key)} / {In(there, key)}"))
        );
    }

    private static string? In((Dictionary<string, string> Environ, string) answer, string key) =>
        answer.Environ.GetValueOrDefault(key);

    [Fact]
    public async Task WhatMayDiffer_ReallyDiffers()
    {
        Python.Need("wsgiref");
        using var reference = Wsgiref.Start();
        var same = MayDiffer.Keys.ToHashSet();
        foreach (var row in Requests)
        {
            var here = Read(await RawTalk.SendAsync(site.Port, Bytes(row.Data.Item2))).Environ;
            var there = Read(await RawTalk.SendAsync(reference.Port, Bytes(row.Data.Item2))).Environ;
            same.RemoveWhere(key => here.GetValueOrDefault(key) != there.GetValueOrDefault(key));
        }

        Assert.Empty(same);
    }

    [Fact]
    public async Task Head_HasTheSameLength()
    {
        Python.Need("wsgiref");
        var head = Encoding.Latin1.GetString(
            await RawTalk.SendAsync(site.Port, Bytes("HEAD {0}/a HTTP/1.1\r\nHost: x\r\n\r\n"))
        );
        var get = await RawTalk.SendAsync(site.Port, Bytes("GET /wsgi/environ/a HTTP/1.1\r\nHost: x\r\n\r\n"));
        // The method is one letter longer in the answer to HEAD than in that to GET.
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"Content-Length: {RawTalk.BodyOf(get).Length + 1}\r\n"),
            head,
            StringComparison.Ordinal
        );
        Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChunkedBody_IsReadHere_WhichWsgirefCannot()
    {
        Python.Need("wsgiref");
        var here = Read(
            await RawTalk.SendAsync(
                site.Port,
                Bytes(
                    "POST {0}/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\n"
                        + "de\r\n0\r\n\r\n"
                )
            )
        );
        Assert.Equal("abcde", Encoding.ASCII.GetString(Convert.FromBase64String(here.Body)));
    }

    [Fact]
    public void Validator_RaisesOnNoRequest()
    {
        Python.Need("wsgiref");
        using var python = new PythonUnderTest(
            Path.Combine(ShippedContent.Folder, "wsgi", "apps", "environ.py"),
            validate: true
        );
        var method = Gen.Elements("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();
        var fields = Gen.Elements<(string, string)>(
                ("X-A", "1"),
                ("X-A", ""),
                ("Content-Type", "text/plain"),
                ("Cookie", "a=b"),
                ("X_B", "2"),
                ("Accept", "é")
            )
            .ArrayOf();
        var requests =
            from m in method
            from path in bytes
            from query in bytes
            from body in bytes
            from field in fields
            select (m, path, query, body, field);
        FsCheck.Check.QuickThrowOnFailure(
            Prop.ForAll(
                requests.ToArbitrary(),
                request =>
                {
                    var (m, path, query, body, field) = request;
                    var answer = python
                        .SendAsync(m, $"/{Percent(path)}?{Percent(query)}", body, field)
                        .GetAwaiter()
                        .GetResult();
                    return answer.Head!.Code == 200 && !answer.IsCut;
                }
            )
        );
    }

    private static string Percent(byte[] bytes) =>
        string.Concat(bytes.Select(value => string.Create(CultureInfo.InvariantCulture, $"%{value:x2}")));

    private static byte[] Bytes(string request) =>
        Encoding.Latin1.GetBytes(
            request
                .Replace("{0}", $"/wsgi/{Application}", StringComparison.Ordinal)
                .Replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n", StringComparison.Ordinal)
        );

    private static (Dictionary<string, string> Environ, string Body) Read(byte[] response)
    {
        var answer = JsonSerializer.Deserialize<JsonElement>(RawTalk.BodyOf(response));
        return (
            answer.GetProperty("environ").Deserialize<Dictionary<string, string>>()!,
            answer.GetProperty("body").GetProperty("base64").GetString()!
        );
    }

    /// <summary>Python's own server in a process of its own.</summary>
    private sealed class Wsgiref : IDisposable
    {
        private readonly Process _process;

        private Wsgiref(Process process) =>
            (_process, Port) = (process, int.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));

        public int Port { get; }

        public static Wsgiref Start() =>
            new(
                Process.Start(
                    new ProcessStartInfo(
                        Python.With("wsgiref")!,
                        [
                            "-B",
                            Path.Combine(PythonUnderTest.Folder, "wsgiref_server.py"),
                            Path.Combine(ShippedContent.Folder, "wsgi", "apps"),
                            Application,
                        ]
                    )
                    {
                        RedirectStandardOutput = true,
                        UseShellExecute = false,
                    }
                )!
            );

        public void Dispose()
        {
            _process.Kill();
            _process.Dispose();
        }
    }
}
