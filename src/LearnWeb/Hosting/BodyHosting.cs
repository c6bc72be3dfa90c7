using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Server.Kestrel.Core;

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
    public static void LimitBodies(this KestrelServerLimits limits, IConfiguration settings)
    {
        limits.MaxRequestBodySize = MostOf(settings);
        limits.MaxRequestBufferSize = ReadAhead;
        (limits.Http2.InitialConnectionWindowSize, limits.Http2.InitialStreamWindowSize) = (ReadAhead, ReadAhead);
    }

    public static void AddBodies(this WebApplicationBuilder builder) => builder.Services.AddSingleton<SpareMemory>();

    /// <summary>Reads no more of a body than is wanted.</summary>
    public static void ReadBodiesOnDemand(this IWebHostBuilder host) =>
        host.UseSockets(sockets => sockets.MaxReadBufferSize = ReadAhead);

    /// <summary>
    /// Refuses requests whose end is not clear, and lets the others in by turns. Within what gives a refusal the form
    /// of where it was asked.
    /// </summary>
    public static void UseBodies(this WebApplication app)
    {
        var settings = app.Configuration;
        var limits = new BodyLimits(
            settings.Number("Limits:BodyBytesAtOnce", 8L * 1024 * 1024),
            MostOf(settings),
            settings.Number("Limits:BodyBytesPerSecond", 4.0 * 1024 * 1024),
            TimeSpan.FromSeconds(settings.Number("Limits:BodyWaitSeconds", 10.0))
        );
        var budget = new BodyBudget(limits, app.Services.GetRequiredService<SpareMemory>());
        app.Use(RequestFraming.CheckAsync);
        app.Use(budget.AdmitAsync);
    }

    private static long MostOf(IConfiguration settings) => settings.Number("Limits:BodyBytes", 1024L * 1024);
}
