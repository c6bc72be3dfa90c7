using System.Net;
using LearnWeb.Pipeline;
using Xunit;

namespace LearnWeb.Tests.Unit.Pages;

/// <summary>Whom a limit by address counts as one.</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("::1", "::1")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("fe80::1%2", "fe80::/64")]
    public void Address_IsCountedAs(string address, string client) =>
        Assert.Equal(client, ClientAddress.Of(IPAddress.Parse(address)));
}
