using System.Security.Cryptography;
using System.Text;
using LearnWeb.Models;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Wsgi;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>Hands a request to a WSGI application: <c>/wsgi/{app}/{**path}</c>, any method.</summary>
internal sealed class WsgiEndpoint(WsgiCatalog catalog, WsgiGateway gateway, CallStore calls, ILogger<WsgiEndpoint> log)
{
    /// <summary>
    /// Serves one request. The body is taken in first, so that a slow upload keeps no application waiting.
    /// </summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (HttpMethods.IsConnect(context.Request.Method))
        {
            await RefuseAsync(
                context,
                StatusCodes.Status501NotImplemented,
                "CONNECT asks for a tunnel (RFC 9110 §9.3.6); an application behind WSGI cannot be one."
            );
            return;
        }

        var program = context.GetEndpoint()?.Metadata.GetMetadata<WsgiProgram>();
        // routing ignores case
        if (program is null || !WsgiEnviron.IsUnder(program.Name, context.Request.Path.Value!["/wsgi/".Length..]))
        {
            await RefuseAsync(
                context,
                StatusCodes.Status404NotFound,
                $"There is no such application. There are: "
                    + $"{string.Join(", ", WsgiProgram.All.Select(known => known.Name))}."
            );
            return;
        }

        try
        {
            // a worker or a trace may still hold it when this request is over
            var body = (await WholeBody.ReadAsync(context)).ToArray();
            await RunAsync(context, program, catalog.Find(program.Name)!, body);
        }
        catch (BadHttpRequestException error)
        {
            await RefuseAsync(context, error.StatusCode, error.Message);
        }
        catch (Exception error)
            when (error is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // the client left while it sent, or before it was answered
        }
    }

    private async Task RunAsync(
        HttpContext context,
        WsgiProgram program,
        WsgiApplication application,
        ReadOnlyMemory<byte> body
    )
    {
        var recorder = calls.Find(new(context.Connection.RemotePort, context.Connection.LocalPort));
        var mount = context.Request.PathBase + program.Mount;
        var request = Read(context, program, mount, body);
        var errors = new WsgiErrors(line => log.LogWarning("{App}: {Line}", program.Name, line), recorder);
        var environ = WsgiEnviron.Build(
            request,
            new WsgiInput(body, recorder, hasLength: request.ContentLength is not null),
            errors,
            catalog.ConcurrencyOf(program.Name)
        );
        if (program.IsPerVisitor)
        {
            var visitor =
                recorder?.Visitor
                ?? (HttpMethods.IsPost(context.Request.Method) ? Visitor.Greet(context) : Visitor.Of(context));
            environ[WsgiEnviron.Visitor] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(visitor)))[
                ..32
            ];
        }

        recorder?.Begin(request, environ);
        var connection = new KestrelWsgiConnection(context, mount);
        await gateway.RunAsync(application, environ, connection, recorder, context.RequestAborted);
        errors.Flush();
        recorder?.End();
    }

    private static WsgiRequest Read(HttpContext context, WsgiProgram program, string mount, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        var target = SubPathBase.TargetOutside(context);
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var whole))
        {
            // absolute-form (RFC 9112 §3.2.2)
            target = SubPath.Outside(request.PathBase, target[whole.GetLeftPart(UriPartial.Authority).Length..]);
        }

        var connection = context.Connection;
        return new WsgiRequest(
            request.Method,
            target,
            mount,
            path[Math.Min(program.Mount.Length, path.Length)..],
            request.Protocol,
            request.Scheme,
            request.Host.HasValue ? request.Host.Host : connection.LocalIpAddress?.ToString() ?? "localhost",
            connection.LocalPort > 0 ? connection.LocalPort : request.Host.Port ?? 80,
            connection.RemoteIpAddress is null ? null : EchoReader.OriginOf(context),
            FieldsOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().Headers),
            request.ContentLength,
            body
        );
    }

    /// <summary>One entry for each field line.</summary>
    private static List<(string, string)> FieldsOf(IHeaderDictionary headers)
    {
        var fields = new List<(string, string)>(headers.Count);
        foreach (var (name, lines) in headers)
        {
            foreach (var line in lines)
            {
                fields.Add((name, line ?? ""));
            }
        }

        return fields;
    }

    /// <summary>
    /// Says in one line of plain text why there is no answer; if one has begun, ends the connection instead.
    /// </summary>
    internal static async Task RefuseAsync(HttpContext context, int status, string reason)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(reason + "\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
