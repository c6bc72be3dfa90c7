using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LearnWeb.Models.ReverseProxyLab;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace LearnWeb.Hosting;

/// <summary>
/// YARP on a loopback port of its own, in this process, with nothing of the site: it has read
/// <see cref="Configuration"/> as a program reads its <c>appsettings.json</c>.
/// </summary>
internal sealed class YarpProxy : IProxy
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Attempt> _attempts = new();

    private YarpProxy(string configuration, ProxySettings settings)
    {
        Configuration = configuration;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(configuration)));
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options =>
            {
                options.AddServerHeader = false;
                options.Limits.MaxRequestBodySize = settings.BodyLimit ?? options.Limits.MaxRequestBodySize;
                options.Listen(IPAddress.Loopback, 0);
            });
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        builder.Services.AddSingleton<ILoadBalancingPolicy, ClientAddressPolicy>();

        // Nothing here is encrypted: no key is to be made at the start and stored in somebody's home.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var keys in builder.Services.Where(IsOfDataProtection).ToList())
        {
            builder.Services.Remove(keys);
        }

        // By default nothing is judged by fewer than ten requests in a minute, longer than a script lasts.
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(options =>
        {
            options.DetectionWindowSize = TimeSpan.FromSeconds(2);
            options.MinimalTotalCountThreshold = 1;
            options.DefaultFailureRateLimit = 0.01;
        });
        if (settings.IsOn(Feature.Gzip))
        {
            builder.Services.AddResponseCompression();
        }

        _app = builder.Build();
        if (settings.IsOn(Feature.Gzip))
        {
            _app.UseResponseCompression();
        }

        _app.UseRouting();
        _app.MapReverseProxy(proxy =>
        {
            proxy.Use(NoteAsync);
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    /// <summary>The version of the library.</summary>
    public static string Version { get; } = typeof(ILoadBalancingPolicy).Assembly.GetName().Version!.ToString(3);

    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    public string Configuration { get; }

    public bool HasEnded => false;

    public static async Task<YarpProxy> StartAsync(
        string configuration,
        ProxySettings settings,
        CancellationToken cancellation
    )
    {
        var proxy = new YarpProxy(configuration, settings);
        await proxy._app.StartAsync(cancellation);
        proxy.Address = LoopbackServer.AddressOf(proxy._app.Services.GetRequiredService<IServer>());
        return proxy;
    }

    public Task<IReadOnlyList<Attempt>> AttemptsAsync(int requests) =>
        Task.FromResult<IReadOnlyList<Attempt>>([.. _attempts]);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static bool IsOfDataProtection(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Assembly == typeof(DataProtectionServiceCollectionExtensions).Assembly;

    /// <summary>Notes which origin was turned to.</summary>
    private async Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.GetReverseProxyFeature().ProxiedDestination?.Model.Config.Address is { } address)
        {
            var id = context.Request.Headers[LabFields.RequestId].ToString();
            _attempts.Enqueue(new Attempt(id, new Uri(address).Port, context.Response.StatusCode));
        }
    }
}
