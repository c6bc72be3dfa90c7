using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>Bodies of requests: where they end, how long they are, how many at once.</summary>
internal static class BodyHosting
{
    /// <summary>
    /// What is read ahead of a body on one connection, in bytes. By itself it would be a mebibyte, also while the body
    /// waits for its turn.
    /// </summary>
    private const int ReadAhead = 64 * 1024;

    /// <summary>Which bodies Kestrel lets in.</summary>
    public static void LimitBodies(this KestrelServerLimits limits, long most)
    {
        limits.MaxRequestBodySize = most;
        limits.MaxRequestBufferSize = ReadAhead;
        (limits.Http2.InitialConnectionWindowSize, limits.Http2.InitialStreamWindowSize) = (ReadAhead, ReadAhead);
    }

    public static void AddBodies(this WebApplicationBuilder builder) => builder.Services.AddSingleton<MemoryRelease>();

    /// <summary>Reads no more of a body than is wanted.</summary>
    public static void ReadBodiesOnDemand(this IWebHostBuilder host) =>
        host.UseSockets(sockets => sockets.MaxReadBufferSize = ReadAhead);

    /// <summary>
    /// Refuses requests whose end is not clear, and lets the others in by turns. Within what gives a refusal the form
    /// of where it was asked.
    /// </summary>
    public static void UseBodies(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<LimitOptions>>().Value;
        var budget = new BodyBudget(limits, app.Services.GetRequiredService<MemoryRelease>());
        app.Use(RequestFraming.CheckAsync);
        app.Use(budget.AdmitAsync);
    }
}
