using System.Net;
using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>Where somebody goes on after signing in, which is text from outside that becomes a field.</summary>
public sealed class ReturnUrlTests(RealSite site) : IClassFixture<RealSite>
{
    [Theory]
    [InlineData("/zh/search?q=中文", "/zh/search?q=%E4%B8%AD%E6%96%87")]
    [InlineData("/zh/notes/tcp#三次握手", "/zh/notes/tcp#%E4%B8%89%E6%AC%A1%E6%8F%A1%E6%89%8B")]
    [InlineData("/zh/search?q=😀", "/zh/search?q=%F0%9F%98%80")]
    [InlineData("/zh/search?q=é", "/zh/search?q=%C3%A9")]
    [InlineData("/zh/search?q=%E4%B8%AD", "/zh/search?q=%E4%B8%AD")]
    [InlineData("/zh/search?q=100%", "/zh/search?q=100%25")]
    [InlineData("/zh/search?q=a b\"c", "/zh/search?q=a%20b%22c")]
    [InlineData("/zh/search?q=a&n=[1]#x", "/zh/search?q=a&n=[1]#x")]
    public async Task ReturnUrl_IsEncoded_AndTheSessionArrives(string returnUrl, string location)
    {
        using var answer = await SignInAsync(returnUrl);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(location, answer.Headers.GetValues("Location").Single());
        Assert.Contains(
            answer.Headers.GetValues("Set-Cookie"),
            field => field.StartsWith("lw-session=", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("https://evil.example/")]
    [InlineData("\u0085//evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task WhatLeadsElsewhere_LeadsToTheAccount(string returnUrl)
    {
        using var answer = await SignInAsync(returnUrl);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/zh/account", answer.Headers.GetValues("Location").Single());
    }

    [Fact]
    public void WhateverComes_IsAsciiWithoutControls_AndEncodedOnce() =>
        Prop.ForAll<string?>(text =>
            {
                var encoded = UriReference.Encode(text ?? "");
                return encoded.All(c =>
                        c is > ' ' and < (char)127 && !"\"<>\\^`{|}".Contains(c, StringComparison.Ordinal)
                    )
                    && UriReference.Encode(encoded) == encoded;
            })
            .QuickCheckThrowOnFailure();

    private async Task<HttpResponseMessage> SignInAsync(string returnUrl)
    {
        var name = await new Caller(site).EnterAsync();
        return await new Caller(site).SubmitAsync(
            "/zh/account/sign-in",
            [("UserName", name), ("Password", Caller.GoodPassword), ("ReturnUrl", returnUrl)]
        );
    }
}
