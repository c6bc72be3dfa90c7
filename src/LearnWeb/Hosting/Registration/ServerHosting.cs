using System.Text;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>The server itself: where it listens and what it refuses before any of our code runs.</summary>
internal static class ServerHosting
{
    // WSGI applications may send latin-1 (PEP 3333, "Unicode Issues"). Encoding.Latin1 itself would turn what is not
    // into the nearest ASCII, a full-width semicolon into one that ends a cookie's value.
    private static readonly Encoding FieldValues = Encoding.GetEncoding(
        "iso-8859-1",
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    );

    public static void AddServer(this WebApplicationBuilder builder)
    {
        if (
            string.IsNullOrEmpty(builder.Configuration["Urls"])
            && string.IsNullOrEmpty(builder.Configuration["HTTP_PORTS"])
        )
        {
            builder.WebHost.UseUrls(SiteSettings.DefaultUrl);
        }

        foreach (var url in ListeningUrls.Of(builder.Configuration))
        {
            Check("Urls", url);
        }

        foreach (var endpoint in builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            Check($"{endpoint.Path}:Url", endpoint["Url"] ?? "");
        }

        // Run from source, in whatever environment, wwwroot is found through the build's manifest.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ReadBodiesOnDemand();
        builder.Services.AddSettings<LimitOptions>(LimitOptions.Section);
        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<LimitOptions>>((server, limits) => Configure(server, limits.Value));
        // why a start failed is told once, where the program ends
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
    }

    private static void Check(string key, string url)
    {
        if (!ListeningUrls.IsValid(url))
        {
            throw new SettingException(
                $"{key} has '{url}'. Write scheme, host and port, like {SiteSettings.DefaultUrl}; several are "
                    + "joined by "
                    + "semicolons. (A path that a proxy shows the site under is Site:PathBase.)"
            );
        }
    }

    /// <summary>What Kestrel says of itself, what it refuses, and how long it waits.</summary>
    public static void Configure(KestrelServerOptions server, LimitOptions settings)
    {
        server.AddServerHeader = false;
        // of a target in absolute-form the host counts, and the Host field does not (RFC 9112 §3.2.2)
        server.AllowHostHeaderOverride = true;
        server.ResponseHeaderEncodingSelector = _ => FieldValues;
        var limits = server.Limits;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.LimitBodies(settings.BodyBytes);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(settings.HeadersSeconds);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(settings.KeepAliveSeconds);
    }
}
