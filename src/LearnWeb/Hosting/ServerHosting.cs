using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LearnWeb.Hosting;

/// <summary>The server itself: where it listens and what it refuses before any of our code runs.</summary>
internal static class ServerHosting
{
    // WSGI applications may send latin-1 (PEP 3333, "Unicode Issues"). Encoding.Latin1 itself would turn what is not
    // into the nearest ASCII, a full-width semicolon into one that ends a cookie's value.
    private static readonly Encoding FieldValues =
        Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    public static void AddServer(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["Urls"]) && string.IsNullOrEmpty(builder.Configuration["HTTP_PORTS"]))
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }

        // Run from source, in whatever environment, wwwroot is found through the build's manifest.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(server => Configure(server, builder.Configuration));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
    }

    /// <summary>What Kestrel says of itself, what it refuses, and how long it waits.</summary>
    public static void Configure(KestrelServerOptions server, IConfiguration configuration)
    {
        server.AddServerHeader = false;
        server.ResponseHeaderEncodingSelector = _ => FieldValues;
        var limits = server.Limits;
        var settings = configuration.GetSection("Limits");
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestBodySize = settings.GetValue("BodyBytes", 1024L * 1024);
        limits.MaxConcurrentConnections = settings.GetValue("Connections", 2000L);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(settings.GetValue("HeadersSeconds", 15));
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(settings.GetValue("KeepAliveSeconds", 60));
    }
}
