using LearnWeb.Hosting;
using LearnWeb.Models.Labs;
using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Integration.ReverseProxyLab;

/// <summary>Runs scripts without a site.</summary>
internal static class LiveProxy
{
    private static readonly NginxFinder Finder = new(null, TimeProvider.System);

    /// <summary>The nginx that is installed.</summary>
    public static async Task<Nginx> FindAsync()
    {
        var nginx = await Finder.FindAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(
            nginx is null,
            "There is no nginx on this machine: install it (Debian: apt-get install nginx-light)."
        );
        return nginx;
    }

    public static async Task<ProxyTrace> RunAsync(string script, Engine engine) =>
        await new ProxyExperiment(TimeProvider.System).RunAsync(
            ProxyScript.Parse(script).Script!,
            engine,
            engine == Engine.Nginx ? await FindAsync() : null,
            TestContext.Current.CancellationToken
        );

    public static Task<ProxyTrace> RunPresetAsync(string id, Engine engine) =>
        RunAsync(ReverseProxyPreset.All.Find(id)!.Text, engine);
}
