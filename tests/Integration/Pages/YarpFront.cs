using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A YARP before a site, as its own program would be, but for where it listens.</summary>
internal sealed class YarpFront : IFront
{
    private readonly WebApplication _proxy;

    private YarpFront(WebApplication proxy, bool isSecure)
    {
        _proxy = proxy;
        Address = new UriBuilder(proxy.Urls.Single()) { Host = isSecure ? "localhost" : "127.0.0.1" }.Uri;
    }

    public Uri Address { get; }

    /// <summary>Starts one; paths that it has no route for are another program's.</summary>
    /// <param name="configuration">The JSON of its settings.</param>
    /// <param name="certificate">For HTTPS.</param>
    public static async Task<YarpFront> StartAsync(string configuration, X509Certificate2? certificate = null)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(configuration));
        var settings = new ConfigurationBuilder().AddJsonStream(json).Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
            server.Listen(
                IPAddress.Loopback,
                0,
                endpoint =>
                {
                    if (certificate is not null)
                    {
                        endpoint.UseHttps(certificate);
                    }
                }
            )
        );
        builder.Services.AddReverseProxy().LoadFromConfig(settings.GetSection("ReverseProxy"));
        var proxy = builder.Build();
        proxy.MapReverseProxy();
        proxy.MapFallback(context =>
            context.Response.WriteAsync($"another program; it was sent: {context.Request.Headers.Cookie}")
        );
        await proxy.StartAsync();
        return new YarpFront(proxy, certificate is not null);
    }

    public async ValueTask DisposeAsync() => await _proxy.DisposeAsync();
}
