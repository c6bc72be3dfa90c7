using System.Net;
using System.Text;
using System.Text.Json;
using LearnWeb.Models.SessionTokenLab;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.SessionTokenLab;

public sealed class SessionTokenLabTests(Site site) : IClassFixture<Site>
{
    private const string Lab = "/en/labs/session-token";

    [Theory]
    [InlineData("sign-in", 200, 200, 200, 200)]
    [InlineData("use", 200, 200, 200, 200)]
    [InlineData("tamper", 401, 401, 401, 401)]
    [InlineData("sign-out", 401, 200, 200, 401)]
    [InlineData("revoke", 401, 200, 200, 401)]
    [InlineData("key", 200, 401, 401, 401)]
    [InlineData("second", 401, 200, 200, 200)]
    public async Task EachWay_FailsWhereItIsSaidTo(string action, int session, int jwt, int cookie, int denyList)
    {
        foreach (
            var (way, expected) in new[]
            {
                (Way.Session, session),
                (Way.Jwt, jwt),
                (Way.Cookie, cookie),
                (Way.DenyList, denyList),
            }
        )
        {
            var trace = await RunAsync(action, way, jar: []);
            Assert.Equal(
                (way, expected),
                (way, trace.GetProperty("steps").EnumerateArray().Last().GetProperty("status").GetInt32())
            );
        }
    }

    [Fact]
    public async Task EveryAttackFails_AndTheGoodTokenIsAccepted()
    {
        var steps = (await RunAsync("attack", Way.Jwt, jar: [])).GetProperty("steps").EnumerateArray().ToList();
        var statuses = steps.ToDictionary(
            step => step.GetProperty("what").GetString()!,
            step => step.GetProperty("status").GetInt32()
        );
        Assert.Equal(200, statuses["good"]);
        Assert.Equal(200, statuses["refresh"]);
        Assert.Equal((401, 401), (statuses["refresh-replayed"], statuses["refresh-family"]));
        Assert.All(TokenForger.Attacks, attack => Assert.Equal((attack, 401), (attack, statuses[attack])));
    }

    [Fact]
    public async Task Measurements_DoNotDependOnTheirOrder()
    {
        var jar = new Dictionary<string, string>();
        foreach (
            var (action, way, status) in new[]
            {
                ("key", Way.Jwt, 401),
                ("sign-out", Way.Jwt, 200),
                ("second", Way.Jwt, 200),
                ("key", Way.Cookie, 401),
                ("sign-out", Way.Cookie, 200),
                ("sign-out", Way.Session, 401),
                ("key", Way.Session, 200),
                ("revoke", Way.DenyList, 401),
                ("sign-out", Way.DenyList, 401),
                ("second", Way.DenyList, 200),
            }
        )
        {
            Assert.Equal((action, way, status), (action, way, Last(await RunAsync(action, way, jar))));
        }
    }

    [Fact]
    public async Task ExperimentsAtOnce_LoseNoMeasurement()
    {
        var jar = new Dictionary<string, string>();
        await RunAsync("sign-in", Way.Session, jar);
        await Task.WhenAll(
            Enum.GetValues<Way>()
                .SelectMany(way => new[] { RunAsync("tamper", way, new(jar)), RunAsync("second", way, new(jar)) })
        );
        var measured = (await StateAsync(jar)).GetProperty("measured");
        Assert.Equal(
            (4, 4),
            (
                measured.GetProperty("oneByteChanged").EnumerateObject().Count(),
                measured.GetProperty("secondServer").EnumerateObject().Count()
            )
        );
    }

    [Fact]
    public async Task ChangedByte_BreaksTheSignature_NotTheJson()
    {
        var trace = await RunAsync("tamper", Way.Jwt, jar: []);
        Assert.Contains(
            "The signature is invalid",
            Answer(trace, trace.GetProperty("steps").GetArrayLength() - 1),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(Way.Session)]
    [InlineData(Way.Jwt)]
    [InlineData(Way.Cookie)]
    [InlineData(Way.DenyList)]
    public async Task ShortLivedCredential_WorksForTwentySeconds_AndNotOneMore(Way way)
    {
        using var slow = new ClockedSite();
        var jar = new Dictionary<string, string>();
        await RunAsync("short", way, jar, slow);
        slow.Clock.Now += TimeSpan.FromSeconds(19);
        Assert.Equal(200, Last(await RunAsync("use", way, jar, slow)));
        slow.Clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(401, Last(await RunAsync("use", way, jar, slow)));
        Assert.Equal(
            "401",
            (await StateAsync(jar, slow))
                .GetProperty("measured")
                .GetProperty("expired")
                .GetProperty(JsonNamingPolicy.CamelCase.ConvertName($"{way}"))
                .GetString()
        );
    }

    [Fact]
    public async Task Figures_AreThoseOfTheBytesSent()
    {
        var jar = new Dictionary<string, string>();
        var trace = await RunAsync("sign-in", Way.Session, jar);
        var request = Encoding.ASCII.GetString(
            trace
                .GetProperty("steps")[1]
                .GetProperty("exchange")
                .GetProperty("request")
                .GetProperty("base64")
                .GetBytesFromBase64()
        );
        var line = Assert.Single(
            request.Split("\r\n"),
            line => line.StartsWith("Cookie: lw-lab-session=", StringComparison.Ordinal)
        );
        Assert.Equal(
            $"{line.Length + 2}",
            (await StateAsync(jar))
                .GetProperty("measured")
                .GetProperty("bytesPerRequest")
                .GetProperty("session")
                .GetString()
        );
    }

    [Fact]
    public async Task Credentials_AreWorthNothingToTheSiteItself()
    {
        var session = Cookie(await RunAsync("sign-in", Way.Session, jar: []));
        using var asSession = await site.GetAsync("/api/me", ("Cookie", $"lw-session={session}"));
        Assert.Equal(HttpStatusCode.Unauthorized, asSession.StatusCode);

        var tokens = Body(await RunAsync("sign-in", Way.Jwt, jar: []), 0);
        using var asToken = await site.GetAsync(
            "/api/me",
            ("Authorization", $"Bearer {tokens.GetProperty("access_token").GetString()}")
        );
        Assert.Equal(HttpStatusCode.Unauthorized, asToken.StatusCode);
        using var refresh = await site.Browser.PostAsync(
            new Uri("/api/token/refresh", UriKind.Relative),
            System.Net.Http.Json.JsonContent.Create(
                new { refresh_token = tokens.GetProperty("refresh_token").GetString() }
            )
        );
        Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
    }

    [Fact]
    public async Task OneVisitorsKey_IsNotAnothers()
    {
        var (mine, theirs) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        await RunAsync("sign-in", Way.Jwt, mine);
        await RunAsync("sign-in", Way.Jwt, theirs);
        await RunAsync("key", Way.Jwt, theirs);
        Assert.Equal(200, Last(await RunAsync("use", Way.Jwt, mine)));
    }

    [Theory]
    [InlineData("action=fly&way=Jwt")]
    [InlineData("action=use&way=Pigeon")]
    [InlineData("action=use&way=17")]
    [InlineData("")]
    public async Task UnknownExperiment_Is400(string form)
    {
        using var content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await site.Browser.PostAsync(new Uri(Lab, UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Order_SaysWhichTestCookiesCame_AndWhence()
    {
        var jar = new Dictionary<string, string>();
        await RunAsync("sign-in", Way.Session, jar);
        var visit = LearnWeb.Models.Accounts.OpaqueToken.Hash(jar["lw-lab-visit"]);
        using var form = new FormUrlEncodedContent([new("visit", visit)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Lab}/order", UriKind.Relative))
        {
            Content = form,
        };
        request.Headers.Add("Origin", "http://127.0.0.1");
        request.Headers.Add("Cookie", "lw-lab-site-unset=1; other=1");
        using var answer = await site.Browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var arrival = Assert.Single((await StateAsync(jar)).GetProperty("arrivals").EnumerateArray().ToList());
        Assert.True(arrival.GetProperty("fromOtherSite").GetBoolean());
        Assert.False(arrival.GetProperty("hadToken").GetBoolean());
        Assert.Equal(["unset"], arrival.GetProperty("cookies").EnumerateArray().Select(cookie => cookie.GetString()));
    }

    [Fact]
    public async Task TestCookies_DifferInSameSiteOnly()
    {
        using var answer = await site.SendAsync(HttpMethod.Post, $"{Lab}/cookies");
        var set = answer
            .Headers.GetValues("Set-Cookie")
            .Where(cookie => cookie.StartsWith("lw-lab-site-", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(
            [
                "lw-lab-site-unset=1; path=/; max-age=600",
                "lw-lab-site-none=1; path=/; max-age=600; samesite=none",
                "lw-lab-site-none-secure=1; path=/; max-age=600; samesite=none; secure",
                "lw-lab-site-lax=1; path=/; max-age=600; samesite=lax",
                "lw-lab-site-strict=1; path=/; max-age=600; samesite=strict",
            ],
            set
        );
    }

    private static int Last(JsonElement trace) =>
        trace.GetProperty("steps").EnumerateArray().Last().GetProperty("status").GetInt32();

    private static string Answer(JsonElement trace, int step) =>
        Encoding.UTF8.GetString(
            trace
                .GetProperty("steps")[step]
                .GetProperty("exchange")
                .GetProperty("response")
                .GetProperty("base64")
                .GetBytesFromBase64()
        );

    private static string Cookie(JsonElement trace) => Answer(trace, 0).Split("lw-lab-session=")[1].Split(';')[0];

    private static JsonElement Body(JsonElement trace, int step) =>
        JsonSerializer.Deserialize<JsonElement>(Answer(trace, step).Split("\r\n\r\n")[1]);

    private async Task<JsonElement> RunAsync(string action, Way way, Dictionary<string, string> jar, Site? on = null)
    {
        using var form = new FormUrlEncodedContent([new("action", action), new("way", $"{way}")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Lab, UriKind.Relative)) { Content = form };
        return await SendAsync(request, jar, on);
    }

    private Task<JsonElement> StateAsync(Dictionary<string, string> jar, Site? on = null) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Lab, UriKind.Relative)), jar, on);

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, Dictionary<string, string> jar, Site? on)
    {
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Origin", "http://localhost");
        if (jar.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", jar.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        using var answer = await (on ?? site).Browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            jar[cookie.Split('=')[0]] = cookie.Split('=', ';')[1];
        }

        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The site with a clock that the test moves.</summary>
    private sealed class ClockedSite : Site
    {
        public Clock Clock { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }
}
