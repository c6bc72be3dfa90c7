using System.Net;
using LearnWeb.Http.Proxying;
using Xunit;

namespace LearnWeb.Tests.Unit.Proxying;

/// <summary>Where a proxy may go is decided without a packet: no test here opens a connection or asks a DNS.</summary>
public sealed class ProxyRuleTests
{
    private static readonly IPEndPoint Shop = new(IPAddress.Loopback, 50001);
    private static readonly IPEndPoint Bank = new(IPAddress.Loopback, 50002);

    private readonly ProxyRule _rule = new([
        new("shop.example", 80, Shop),
        new("bank.example", 443, Bank, IsSecure: true),
    ]);

    [Theory]
    [InlineData("http://shop.example/")]
    [InlineData("http://shop.example:80/items?q=tea")]
    [InlineData("HTTP://SHOP.EXAMPLE")]
    public void KnownSite_IsAllowed_UnderItsOwnAddress(string target) =>
        Assert.Equal(Shop, _rule.ForRequest(ProxyTarget.OfAbsoluteForm("GET", target)!).Route?.Address);

    [Fact]
    public void KnownSecureSite_IsAllowedATunnel() =>
        Assert.Equal(Bank, _rule.ForTunnel(ProxyTarget.OfAuthorityForm("bank.example:443")!).Route?.Address);

    [Theory(DisplayName = "Whatever is no known name at a known port")]
    [InlineData("http://127.0.0.1/", ProxyRefusal.Address)]
    [InlineData("http://127.0.0.1:50001/", ProxyRefusal.Address)] // a demo site's own address
    [InlineData("http://127.1/", ProxyRefusal.Address)]
    [InlineData("http://2130706433/", ProxyRefusal.Address)] // 127.0.0.1 as one number
    [InlineData("http://0x7f000001/", ProxyRefusal.Address)]
    [InlineData("http://0/", ProxyRefusal.Address)]
    [InlineData("http://10.0.0.1/", ProxyRefusal.Address)]
    [InlineData("http://172.16.0.1/", ProxyRefusal.Address)]
    [InlineData("http://192.168.1.1/", ProxyRefusal.Address)]
    [InlineData("http://169.254.169.254/latest/meta-data/", ProxyRefusal.Address)]
    [InlineData("http://[::1]/", ProxyRefusal.Address)]
    [InlineData("http://[::]/", ProxyRefusal.Address)]
    [InlineData("http://[::ffff:127.0.0.1]/", ProxyRefusal.Address)]
    [InlineData("http://[::ffff:7f00:1]/", ProxyRefusal.Address)]
    [InlineData("http://[fe80::1]/", ProxyRefusal.Address)]
    [InlineData("http://[fd00:ec2::254]/", ProxyRefusal.Address)]
    [InlineData("http://localhost/", ProxyRefusal.Name)]
    [InlineData("http://localhost:5080/", ProxyRefusal.Name)]
    [InlineData("http://metadata.google.internal/", ProxyRefusal.Name)]
    [InlineData("http://127.0.0.1.nip.io/", ProxyRefusal.Name)] // a name that resolves to loopback
    [InlineData("http://shop.example.attacker.example/", ProxyRefusal.Name)]
    [InlineData("http://shop.example./", ProxyRefusal.Name)]
    [InlineData("http://xshop.example/", ProxyRefusal.Name)]
    [InlineData("http://shop.example:8080/", ProxyRefusal.Port)]
    [InlineData("http://shop.example:22/", ProxyRefusal.Port)]
    [InlineData("http://bank.example:443/", ProxyRefusal.Port)] // TLS is not spoken by the proxy
    public void AnyOtherTarget_IsRefused(string target, ProxyRefusal refusal)
    {
        var decision = _rule.ForRequest(ProxyTarget.OfAbsoluteForm("GET", target)!);
        Assert.Equal(new ProxyDecision(null, refusal), decision);
    }

    [Theory]
    [InlineData("bank.example:22", ProxyRefusal.Port)]
    [InlineData("bank.example:80", ProxyRefusal.Port)]
    [InlineData("shop.example:80", ProxyRefusal.Port)] // no TLS there
    [InlineData("mail.example:25", ProxyRefusal.Name)]
    [InlineData("127.0.0.1:443", ProxyRefusal.Address)]
    [InlineData("[::ffff:169.254.169.254]:443", ProxyRefusal.Address)]
    public void TunnelToAnythingElse_IsRefused(string target, ProxyRefusal refusal) =>
        Assert.Equal(new ProxyDecision(null, refusal), _rule.ForTunnel(ProxyTarget.OfAuthorityForm(target)!));

    [Fact]
    public void Answer_IsTheSameEveryTime_SinceNothingIsLookedUp()
    {
        var target = new ProxyTarget("rebinding.example", 80, "/");
        Assert.Equal(_rule.ForRequest(target), _rule.ForRequest(target));
        Assert.Null(_rule.ForRequest(target).Route);
    }
}
