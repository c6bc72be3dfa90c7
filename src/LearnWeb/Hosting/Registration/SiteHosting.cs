using LearnWeb.Pipeline;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>Who the site is to the outside: its names, its proxies, its state.</summary>
internal static class SiteHosting
{
    public static void AddSite(this WebApplicationBuilder builder)
    {
        var site = new SiteSettings(builder.Configuration);
        var state = SiteFolders.State(builder.Configuration, builder.Environment.IsDevelopment());
        TemporaryFolder.UseIn(state);

        builder.Services.AddSingleton(site);
        builder.Services.AddSingleton<OwnNames>();
        builder.Services.AddSingleton<SiteAddress>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder
            .Services.AddDataProtection()
            .SetApplicationName("LearnWeb")
            .PersistKeysToFileSystem(new DirectoryInfo(SiteFolders.KeysIn(state)));

        // The framework would filter hosts before all middleware, where the wire tap does not see what is refused.
        builder.Services.Remove(
            builder.Services.Single(service => service.ImplementationType?.Name == "HostFilteringStartupFilter")
        );

        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // ASP.NET Core believes loopback by default; nothing is believed here but what is listed.
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in site.KnownProxies)
            {
                forwarded.KnownIPNetworks.Add(proxy);
            }

            forwarded.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix;
        });
    }

    /// <summary>
    /// Refuses requests to other hosts than those of <c>Site:Url</c> or <c>AllowedHosts</c>; without either, to other
    /// than this machine's own names.
    /// </summary>
    public static void UseKnownHosts(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<SiteSettings>();
        if (!site.Hosts.Contains("*"))
        {
            app.Use(new KnownHosts(site.Hosts, site.Url, app.Services.GetRequiredService<OwnNames>()).CheckAsync);
        }
    }

    /// <summary>
    /// Takes client address, scheme and path from the proxies of <c>Proxy:Known</c>; does nothing without any.
    /// </summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SiteSettings>().KnownProxies.Count > 0)
        {
            app.Use(
                new KnownProxies(
                    app.Services.GetRequiredService<ILoggerFactory>(),
                    app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>()
                ).Believe
            );
        }
    }

    /// <summary>The path that a proxy shows the site under. Before all that looks at the path.</summary>
    public static void UseSubPath(this WebApplication app) =>
        app.Use(new SubPathBase(app.Services.GetRequiredService<SiteSettings>().SubPath).BelieveAsync);
}
