using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>The site as a process of its own, ended and even killed: nothing that was answered is lost.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("learnweb-").FullName;

    [Fact]
    public async Task Restart_KeepsSessionsAndKeys()
    {
        string session,
            token;
        using (var site = await SiteProcess.StartAsync(_state))
        {
            var credentials = await RegisterAsync(site);
            using var signedIn = await site.Client.PostAsJsonAsync(
                site.At("/api/session"),
                credentials,
                TestContext.Current.CancellationToken
            );
            session = signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0];
            using var tokens = await site.Client.PostAsJsonAsync(
                site.At("/api/token"),
                credentials,
                TestContext.Current.CancellationToken
            );
            token = (await Caller.JsonAsync(tokens)).GetProperty("access_token").GetString()!;
        }

        using var again = await SiteProcess.StartAsync(_state);
        foreach (var (name, value) in new[] { ("Cookie", session), ("Authorization", $"Bearer {token}") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, again.At("/api/me"))
            {
                Headers = { { name, value } },
            };
            using var answer = await again.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task KilledTwentyTimesWhileRegisteringAndSigningIn_LosesNoAccountItHadAnswered()
    {
        var answered = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            using var site = await SiteProcess.StartAsync(_state);
            using var killed = new CancellationTokenSource();
            var registering = RegisterUntilAsync(site, answered, killed.Token);
            var before = answered.Count;
            while (answered.Count == before && !registering.IsCompleted)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            await Task.Delay(round * 15, TestContext.Current.CancellationToken);
            site.Kill();
            await killed.CancelAsync();
            await registering;
        }

        Assert.True(answered.Count >= 20, $"Only {answered.Count} registrations were answered.");
        Assert.Equal(["ok"], Sql.RowsOfSite(_state, "PRAGMA integrity_check"));
        Assert.Empty(answered.Except(Sql.RowsOfSite(_state, "SELECT UserName FROM Accounts")));
    }

    [Fact]
    public async Task KilledWhileItsSchemaIsMade_StartsTheNextTime()
    {
        for (var round = 0; round < 6; round++)
        {
            var state = Directory.CreateDirectory(Path.Combine(_state, $"{round}")).FullName;
            using (var killed = SiteProcess.Launch(state))
            {
                // As soon as the file appears, the schema is being made.
                for (var waited = 0; waited < 2000 && !File.Exists(Path.Combine(state, "learnweb.db")); waited++)
                {
                    await Task.Delay(5, TestContext.Current.CancellationToken);
                }

                await Task.Delay(round * 8, TestContext.Current.CancellationToken);
                killed.Kill(entireProcessTree: true);
                await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            using var site = await SiteProcess.StartAsync(state);
            await RegisterAsync(site);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_state, recursive: true);
    }

    private static async Task<object> RegisterAsync(SiteProcess site)
    {
        var credentials = new { userName = Caller.NewName(), password = Caller.GoodPassword };
        using var answer = await site.Client.PostAsJsonAsync(site.At("/api/account"), credentials);
        return answer.StatusCode == HttpStatusCode.Created
            ? credentials
            : throw new InvalidOperationException($"{answer.StatusCode}");
    }

    private static async Task RegisterUntilAsync(SiteProcess site, List<string> answered, CancellationToken killed)
    {
        try
        {
            while (!killed.IsCancellationRequested)
            {
                var credentials = new { userName = Caller.NewName(), password = Caller.GoodPassword };
                using var answer = await site.Client.PostAsJsonAsync(
                    site.At("/api/account"),
                    credentials,
                    CancellationToken.None
                );
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    answered.Add(credentials.userName);
                }

                using var signedIn = await site.Client.PostAsJsonAsync(
                    site.At("/api/session"),
                    credentials,
                    CancellationToken.None
                );
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            // It was killed in the middle; what it had not answered may be there or not.
        }
    }
}
