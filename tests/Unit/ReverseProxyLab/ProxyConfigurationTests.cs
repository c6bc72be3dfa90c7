using System.Net;
using System.Text.Json;
using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Unit.ReverseProxyLab;

/// <summary>What each proxy is told for a script.</summary>
public sealed class ProxyConfigurationTests
{
    private static readonly IPEndPoint[] Origins =
    [
        new(IPAddress.Loopback, 5001),
        new(IPAddress.Loopback, 5002),
        new(IPAddress.Loopback, 5003),
    ];

    [Fact]
    public void ScriptWithoutSettings_LeavesNginxItsDefaults() =>
        Assert.Equal(
            """
            upstream shop {
                server 127.0.0.1:5001;
                server 127.0.0.1:5002;
                server 127.0.0.1:5003;
            }
            server {
                listen 127.0.0.1:8080;
                location / {
                    proxy_pass http://shop;
                }
            }

            """,
            Nginx("get(A, /)")
        );

    [Theory(DisplayName = "A setting, and nginx's word for it")]
    [InlineData("policy(least-requests)", "    least_conn;\n")]
    [InlineData("policy(two-choices)", "    random two least_conn;\n")]
    [InlineData("policy(sticky)", "    ip_hash;\n")]
    [InlineData("health(off)", "server 127.0.0.1:5002 max_fails=0;\n")]
    [InlineData("health(passive)", "server 127.0.0.1:5002 max_fails=1 fail_timeout=2s;\n")]
    [InlineData("retries(0)", "proxy_next_upstream off;\n")]
    [InlineData("retries(1)", "proxy_next_upstream_tries 2;\n")]
    [InlineData("timeout(300)", "proxy_read_timeout 300ms;\n")]
    [InlineData("host(keep)", "proxy_set_header Host $host;\n")]
    [InlineData("add(x-forwarded)", "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n")]
    [InlineData("add(forwarded)", "proxy_set_header Forwarded \"for=$remote_addr;host=$host;proto=$scheme\";\n")]
    [InlineData("add(via)", "proxy_set_header Via \"${via_so_far}$received_version gw\";\n")]
    public void Setting_IsWrittenAsNginxHasIt(string step, string expected) =>
        Assert.Contains(expected, Nginx(step + "; get(A, /)"), StringComparison.Ordinal);

    [Theory(DisplayName = "A setting, and where it stands in YARP's JSON")]
    [InlineData("policy(round-robin)", "Clusters:shop:LoadBalancingPolicy", "RoundRobin")]
    [InlineData("policy(address)", "Clusters:shop:LoadBalancingPolicy", YarpConfiguration.AddressPolicy)]
    [InlineData("policy(sticky)", "Clusters:shop:SessionAffinity:Policy", "HashCookie")]
    [InlineData("health(passive)", "Clusters:shop:HealthCheck:Passive:Enabled", "True")]
    [InlineData("health(active)", "Clusters:shop:HealthCheck:Active:Path", "/health")]
    [InlineData("timeout(300)", "Clusters:shop:HttpRequest:ActivityTimeout", "00:00:00.3000000")]
    [InlineData("host(keep)", "Routes:all:Transforms:0:RequestHeaderOriginalHost", "true")]
    [InlineData("add(x-forwarded)", "Routes:all:Transforms:0:X-Forwarded", "Append")]
    [InlineData("add(via)", "Routes:all:Transforms:0:Append", "1.1 gw")]
    [InlineData("add(via)", "Clusters:shop:Destinations:3:Address", "http://127.0.0.1:5003/")]
    public void Setting_IsWrittenAsYarpHasIt(string step, string path, string expected)
    {
        var settings = ProxySettings.Of(ProxyScript.Parse(step + "; get(A, /)").Script!);
        using var json = JsonDocument.Parse(YarpConfiguration.Write(settings, Origins));
        var at = json.RootElement.GetProperty("ReverseProxy");
        foreach (var name in path.Split(':'))
        {
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(name, null)] : at.GetProperty(name);
        }

        Assert.Equal(expected, at.ToString());
    }

    [Theory(DisplayName = "What an engine cannot do is said")]
    [InlineData(Engine.Nginx, "policy(sticky)", EngineLack.NginxSticky)]
    [InlineData(Engine.Nginx, "health(active)", EngineLack.NginxActive)]
    [InlineData(Engine.Yarp, "policy(address)", EngineLack.YarpAddress)]
    [InlineData(Engine.Yarp, "retries(1)", EngineLack.YarpRetries)]
    [InlineData(Engine.Yarp, "add(via)", EngineLack.YarpVia)]
    public void Lack_IsOfOneEngine(Engine engine, string step, EngineLack lack)
    {
        var settings = ProxySettings.Of(ProxyScript.Parse(step + "; get(A, /)").Script!);
        Assert.Equal([lack], settings.LacksOf(engine));
        Assert.Empty(settings.LacksOf(engine == Engine.Yarp ? Engine.Nginx : Engine.Yarp));
    }

    [Fact]
    public void NothingThatAVisitorWrote_IsInAConfiguration()
    {
        var settings = ProxySettings.Of(
            ProxyScript.Parse("add(via); get(A, /marker-path, X-Marker: marker-value)").Script!
        );
        var both = NginxConfiguration.Write(settings, 8080, Origins) + YarpConfiguration.Write(settings, Origins);
        Assert.DoesNotContain("marker", both, StringComparison.OrdinalIgnoreCase);
    }

    private static string Nginx(string script) =>
        NginxConfiguration.Write(ProxySettings.Of(ProxyScript.Parse(script).Script!), 8080, Origins);
}
