using Microsoft.AspNetCore.Hosting;

namespace LearnWeb.Tests.E2E;

/// <summary>A real site as browsers meet it, with other content if given, and under a path if given.</summary>
internal sealed class RunningSite(string environment, string? content, string subPath = "") : RealSite
{
    public override Uri Address => new UriBuilder(base.Address) { Host = "localhost", Path = $"{subPath}/" }.Uri;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseEnvironment(environment);
        builder.UseSetting("AllowedHosts", $"localhost;127.0.0.1;{SiteUnderTest.LanHost}");
        builder.UseSetting("Site:PathBase", subPath);
        // as published: else files come in gzip that compresses nothing
        builder.UseSetting("ReloadStaticAssetsAtRuntime", "false");
        if (content is not null)
        {
            builder.UseSetting("Content:Path", content);
        }
    }
}
