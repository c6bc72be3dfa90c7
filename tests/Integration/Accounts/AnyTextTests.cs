using System.Net;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>Text that .NET refuses to normalize is a visitor's like any other.</summary>
public sealed class AnyTextTests(Site site) : IClassFixture<Site>
{
    private const string Odd = "odd \ufffe \uffff text";

    [Fact]
    public async Task OddPassword_SignsInWhoRegisteredWithIt()
    {
        var (caller, name) = (new Caller(site), Caller.NewName());
        using var registered = await caller.SendAsync(
            HttpMethod.Post,
            "/api/account",
            new { userName = name, password = Odd }
        );
        using var signedIn = await caller.SignInAsync(name, Odd);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NoContent), (registered.StatusCode, signedIn.StatusCode));
    }

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/token")]
    public async Task OddName_IsUnknown(string path)
    {
        using var answer = await new Caller(site).SendAsync(
            HttpMethod.Post,
            path,
            new { userName = Odd, password = Odd }
        );
        Assert.InRange((int)answer.StatusCode, 400, 401);
    }

    [Theory]
    [InlineData("/en/search?q=%EF%BF%BE")]
    [InlineData("/zh/search?q=http%EF%BF%BE%EF%BF%BF")]
    [InlineData("/en/search?q=%ED%A0%80")] // a surrogate, in what would be UTF-8
    public async Task OddSearch_IsAnswered(string path)
    {
        using var answer = await new Caller(site).SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
