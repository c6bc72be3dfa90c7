using System.Net;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Http.Proxying;
using LearnWeb.Models.ReverseProxyLab;

namespace LearnWeb.Hosting;

/// <summary>
/// Gives the same ambiguous bytes to a Kestrel, to a YARP and an nginx with a Kestrel behind each, and to a gunicorn.
/// All of them are started for it and nothing else uses them, so nobody's request can be hidden in another's.
/// </summary>
/// <param name="folder">Where gunicorn's application is.</param>
internal sealed class DesyncExperiment(string folder) : INginxExperiment<DesyncComparison>
{
    public async Task<DesyncComparison> RunAsync(Nginx? nginx, CancellationToken cancellation)
    {
        await using var kestrel = await EchoOrigin.StartAsync(cancellation);
        await using var behindYarp = await EchoOrigin.StartAsync(cancellation);
        await using var behindNginx = await EchoOrigin.StartAsync(cancellation);
        await using var yarp = await YarpProxy.StartAsync(
            YarpConfiguration.Write(ProxySettings.Defaults, [behindYarp.Address]),
            ProxySettings.Defaults,
            cancellation
        );
        await using var proxy = nginx is null ? null : await StartAsync(nginx, behindNginx.Address, cancellation);
        await using var gunicorn = await GunicornProcess.StartAsync(folder, cancellation);
        (DesyncServer Name, IPEndPoint? Address, EchoOrigin? Origin)[] servers =
        [
            (DesyncServer.Kestrel, kestrel.Address, kestrel),
            (DesyncServer.Yarp, yarp.Address, behindYarp),
            (DesyncServer.Nginx, proxy?.Address, behindNginx),
            (DesyncServer.Gunicorn, gunicorn?.Address, null),
        ];

        var rows = new List<DesyncRow>();
        foreach (var one in DesyncCase.All)
        {
            var answers = await Task.WhenAll(
                from server in servers
                where server.Address is not null
                select AskAsync(one, server.Name, server.Address, server.Origin, cancellation)
            );
            rows.Add(new DesyncRow(one.Id, new RawMessage(one.Bytes), answers));
        }

        return new DesyncComparison(
            rows,
            [.. servers.Where(server => server.Address is null).Select(server => server.Name)]
        );
    }

    /// <returns><c>null</c> if it does not start: then the others are compared.</returns>
    private static async Task<NginxProcess?> StartAsync(Nginx nginx, IPEndPoint origin, CancellationToken cancellation)
    {
        try
        {
            return await NginxProcess.StartAsync(
                nginx,
                port => NginxConfiguration.Write(ProxySettings.Defaults, port, [origin]),
                cancellation
            );
        }
        catch (NginxException)
        {
            return null;
        }
    }

    private static async Task<DesyncAnswer> AskAsync(
        DesyncCase one,
        DesyncServer server,
        IPEndPoint address,
        EchoOrigin? origin,
        CancellationToken cancellation
    )
    {
        var response = await RawTalk.SendAsync(address, one.Bytes, cancellation);
        var answers = ResponsesIn(response).ToList();
        return new DesyncAnswer(
            server,
            [.. answers.Select(answer => answer.Status)],
            origin?.TakeSeen() ?? [.. answers.Where(answer => answer.Status == 200).Select(answer => answer.Content)],
            new RawMessage(response)
        );
    }

    /// <summary>The responses that have come, one after the other.</summary>
    private static IEnumerable<(int Status, string Content)> ResponsesIn(byte[] bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var reader = FinalResponse.Read(bytes, "GET", at);
            if (reader is not { Status: { } status, EndOfHead: { } head } || reader.Position == at)
            {
                yield break;
            }

            yield return (status, Encoding.UTF8.GetString(bytes[head..reader.Position]).Trim());
            at = reader.Position;
        }
    }
}
