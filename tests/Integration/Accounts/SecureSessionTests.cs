using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>What differs on HTTPS.</summary>
public sealed class SecureSessionTests(SecureSite site) : IClassFixture<SecureSite>
{
    [Fact]
    public async Task SessionCookie_IsSecureAndBoundToTheHost_AndTheBareNameIsIgnored()
    {
        var (name, cookie) = await EnterAsync("/api/session", new { });

        Assert.Matches("^__Host-lw-session=[A-Za-z0-9_-]{43}; path=/; secure; samesite=lax; httponly$", cookie);
        var id = cookie.Split('=', ';')[1];
        Assert.Contains(name, await WhoamiAsync($"__Host-lw-session={id}"), StringComparison.Ordinal);
        Assert.Contains("null", await WhoamiAsync($"lw-session={id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshCookie_IsSecureStrictAndForItsPathOnly()
    {
        var (_, cookie) = await EnterAsync("/api/token", new { refresh = "cookie" });
        Assert.Matches(
            "^__Secure-lw-refresh=[A-Za-z0-9_-]{43}; max-age=604800; path=/api/token; secure; "
                + "samesite=strict; httponly$",
            cookie
        );
    }

    private async Task<(string Name, string Cookie)> EnterAsync(string path, object more)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler
            {
                UseCookies = false,
                SslOptions = { RemoteCertificateValidationCallback = site.IsOwn },
            }
        );
        using var made = await client.PostAsync(new Uri(site.Address, "/api/guest"), content: null);
        var guest = await Caller.JsonAsync(made);
        var body = new Dictionary<string, object?>
        {
            ["userName"] = guest.GetProperty("userName").GetString(),
            ["password"] = guest.GetProperty("password").GetString(),
        };
        foreach (var property in more.GetType().GetProperties())
        {
            body[property.Name] = property.GetValue(more);
        }

        using var content = System.Net.Http.Json.JsonContent.Create(body);
        using var answer = await client.PostAsync(new Uri(site.Address, path), content);
        return ((string)body["userName"]!, Assert.Single(answer.Headers.GetValues("Set-Cookie"), Caller.IsCredential));
    }

    private async Task<string> WhoamiAsync(string cookie)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler
            {
                UseCookies = false,
                SslOptions = { RemoteCertificateValidationCallback = site.IsOwn },
            }
        );
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return await client.GetStringAsync(new Uri(site.Address, "/api/whoami"));
    }
}
