using LearnWeb.Http.Proxying;
using Xunit;

namespace LearnWeb.Tests.Unit.Proxying;

public sealed class ProxyTargetTests
{
    [Theory(DisplayName = "Absolute-form becomes origin-form, not a byte of the path changed")]
    [InlineData("http://a.example/x", "a.example", "/x")]
    [InlineData("http://a.example:80/x", "a.example", "/x")]
    [InlineData("http://a.example:8080/x", "a.example:8080", "/x")]
    [InlineData("http://a.example", "a.example", "/")]
    [InlineData("http://a.example:", "a.example", "/")]
    [InlineData("http://a.example?q=1", "a.example", "/?q=1")]
    [InlineData("http://a.example/a%2Fb/../c?q=http://x/#", null, "")]
    [InlineData("http://a.example/a%2Fb/../c?q=http://x/", "a.example", "/a%2Fb/../c?q=http://x/")]
    [InlineData("http://[::1]:8080/x", "[::1]:8080", "/x")]
    [InlineData("/x", null, "")]
    [InlineData("*", null, "")]
    [InlineData("https://a.example/", null, "")]
    [InlineData("ftp://a.example/", null, "")]
    [InlineData("http:///x", null, "")]
    [InlineData("http://user@a.example/", null, "")]
    [InlineData("http://a.example@169.254.169.254/", null, "")]
    [InlineData("http://a.example:0/", null, "")]
    [InlineData("http://a.example:65536/", null, "")]
    [InlineData("http://a.example:80a/", null, "")]
    [InlineData("http://a.example:+80/", null, "")]
    [InlineData("http://a_b.example/", null, "")]
    [InlineData("http://a%2eexample/", null, "")]
    [InlineData("http://[::1/", null, "")]
    [InlineData("http://[::1]x/", null, "")]
    [InlineData("http://[]/", null, "")]
    [InlineData("http://a\\b/", null, "")]
    public void AbsoluteForm_IsTakenApart(string text, string? authority, string path)
    {
        var target = ProxyTarget.OfAbsoluteForm("GET", text);
        Assert.Equal(authority, target?.Authority);
        Assert.Equal(path, target?.Path ?? "");
    }

    [Fact]
    public void OptionsWithoutAPath_IsAboutTheServerAsAWhole() =>
        Assert.Equal("*", ProxyTarget.OfAbsoluteForm("OPTIONS", "http://a.example")!.Path);

    [Theory]
    [InlineData("a.example:443", "a.example", 443)]
    [InlineData("[::1]:443", "[::1]", 443)]
    [InlineData("a.example", null, 0)]
    [InlineData("a.example:", null, 0)]
    [InlineData("a.example:0", null, 0)]
    [InlineData("a.example:443/x", null, 0)]
    [InlineData("http://a.example:443", null, 0)]
    [InlineData(":443", null, 0)]
    [InlineData("::1:443", null, 0)]
    [InlineData("", null, 0)]
    public void AuthorityForm_HasAHostAndAPort(string text, string? host, int port)
    {
        var target = ProxyTarget.OfAuthorityForm(text);
        Assert.Equal(host, target?.Host);
        Assert.Equal(port, target?.Port ?? 0);
    }
}
