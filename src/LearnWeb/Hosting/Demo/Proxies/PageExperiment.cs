using System.Diagnostics;
using System.Net;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Http.Proxying;
using LearnWeb.Models.ReverseProxyLab;

namespace LearnWeb.Hosting;

/// <summary>
/// Has one page served by nginx, which runs for as long as that takes, and by the labs' own server in four ways: from
/// the file, by MVC, and by two applications behind the WSGI gateway.
/// </summary>
internal sealed class PageExperiment(StatusCodePage page, DemoServer demo) : INginxExperiment<PageComparison>
{
    /// <summary>All servers together are measured for two seconds at most.</summary>
    private static readonly TimeSpan MeasuredEach = TimeSpan.FromSeconds(2) / Enum.GetValues<PageServer>().Length;

    /// <summary>Room for the start of a Python process that imports a framework.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    /// <summary>Where this site's own files are is nobody's business.</summary>
    private const string ShownFolder = "/srv/page";

    private const int PartBytes = 64;

    public async Task<PageComparison> RunAsync(Nginx? nginx, CancellationToken cancellation)
    {
        await using var application = new DemoOrigin(LabFields.Host, "1");
        await application.StartAsync(cancellation);
        try
        {
            await using var proxy = nginx is null
                ? null
                : await NginxProcess.StartAsync(
                    nginx,
                    port => StaticConfiguration.Write(port, page.Folder, application.Address),
                    cancellation
                );
            return new PageComparison(
                proxy is null ? null : StaticConfiguration.Write(proxy.Address.Port, ShownFolder, application.Address),
                await ServeAsync(proxy?.Address, cancellation),
                proxy is null ? [] : await FallBackAsync(proxy.Address, application, cancellation)
            );
        }
        catch (NginxException error)
        {
            return new PageComparison(null, await ServeAsync(null, cancellation), [], error.Message);
        }
    }

    private async Task<List<ServedPage>> ServeAsync(IPEndPoint? nginx, CancellationToken cancellation)
    {
        var served = new List<ServedPage>();
        foreach (var server in Enum.GetValues<PageServer>())
        {
            if ((server == PageServer.Nginx ? nginx : demo.Address) is { } address)
            {
                served.Add(await ServeAsync(server, address, PathOf(server), cancellation));
            }
            else
            {
                served.Add(new ServedPage(server, [], null));
            }
        }

        return served;
    }

    private static async Task<ServedPage> ServeAsync(
        PageServer server,
        IPEndPoint address,
        string path,
        CancellationToken cancellation
    )
    {
        var whole = await AskAsync(PageQuestion.Whole, address, path, [], cancellation);
        if (!whole.IsGiven)
        {
            return new ServedPage(server, [], null); // what makes it is not installed
        }

        var answers = new List<AskedPage> { whole };
        if (ConditionsOf(whole.Head) is { Count: > 0 } conditions)
        {
            answers.Add(await AskAsync(PageQuestion.Unchanged, address, path, conditions, cancellation));
        }

        answers.Add(
            await AskAsync(PageQuestion.Part, address, path, [$"Range: bytes=0-{PartBytes - 1}"], cancellation)
        );
        answers.Add(await AskAsync(PageQuestion.Compressed, address, path, ["Accept-Encoding: gzip"], cancellation));
        return new ServedPage(server, answers, await MeasureAsync(address, path, cancellation));
    }

    private static string PathOf(PageServer server) =>
        server switch
        {
            PageServer.Nginx => $"/{StatusCodePage.FileName}",
            PageServer.Kestrel => StatusCodePage.FilePath,
            PageServer.Mvc => StatusCodePage.MvcPath,
            PageServer.Flask => StatusCodePage.FlaskPath,
            _ => StatusCodePage.DjangoPath,
        };

    /// <summary>The conditions under which the page has not changed, as its validators give them.</summary>
    private static List<string> ConditionsOf(MessageReader head) =>
        [
            .. head.ValuesOf("ETag").Select(tag => $"If-None-Match: {tag}"),
            .. head.ValuesOf("Last-Modified").Select(date => $"If-Modified-Since: {date}"),
        ];

    private static async Task<AskedPage> AskAsync(
        PageQuestion question,
        IPEndPoint address,
        string path,
        IEnumerable<string> fields,
        CancellationToken cancellation
    )
    {
        var exchange = await AskAsync(address, path, fields, cancellation);
        return new AskedPage(question, exchange.Request, exchange.Response);
    }

    private static async Task<RawExchange> AskAsync(
        IPEndPoint address,
        string path,
        IEnumerable<string> fields,
        CancellationToken cancellation
    )
    {
        string[] lines = [$"GET {path} HTTP/1.1", $"Host: {LabFields.Host}", .. fields, "Connection: close", "", ""];
        var input = new RawInput(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        return (await new RawSender(address).SendAsync(input, cancellation, LongestAnswer)).Exchanges[0];
    }

    /// <summary>Asks for the page again and again on one connection. The server is warm by then.</summary>
    private static async Task<PageTiming> MeasureAsync(IPEndPoint address, string path, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var url = new Uri($"http://{address}{path}");
        var times = new List<double>();
        var start = Stopwatch.GetTimestamp();
        do
        {
            var sent = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(url, cancellation);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        } while (Stopwatch.GetElapsedTime(start) < MeasuredEach);

        return PageTiming.Of(times);
    }

    /// <summary>Asks nginx for the file, and for what is none.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<TracedHop>>> FallBackAsync(
        IPEndPoint nginx,
        DemoOrigin application,
        CancellationToken cancellation
    )
    {
        var requests = new List<IReadOnlyList<TracedHop>>();
        foreach (var path in new[] { $"/{StatusCodePage.FileName}", "/who" })
        {
            var before = application.Connections.Count;
            var exchange = await AskAsync(nginx, path, [], cancellation);
            requests.Add([
                HopOf(nameof(Client.A), TracedHop.Proxy, exchange),
                .. application
                    .Connections.Skip(before)
                    .SelectMany(used => RecordedExchanges.Of(used.Received.ToArray(), used.Sent.ToArray()))
                    .Select(passed => HopOf(TracedHop.Proxy, "1", passed)),
            ]);
        }

        return requests;

        static TracedHop HopOf(string from, string to, RawExchange exchange) =>
            new(from, to, 0, 0, exchange.Request.Bytes, exchange.Response.Bytes);
    }
}
