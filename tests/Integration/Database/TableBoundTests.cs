using System.Net;
using System.Security.Cryptography;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Database;
using LearnWeb.Models.GetPostLab;
using LearnWeb.Models.Labs;
using LearnWeb.Models.SessionTokenLab;
using LearnWeb.Tests.Integration.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Database;

/// <summary>
/// No table grows for ever, however many come and however often: each is driven far beyond its bound here, and
/// holds it. A new table fails until it is listed with what bounds it.
/// </summary>
public sealed class TableBoundTests : OwnDatabase
{
    private const int Few = 5,
        Many = 60;

    private readonly Clock _clock = new();

    public TableBoundTests() => AddAda();

    /// <summary>Each table's rows, how many there may be in this test, and what would make more of them.</summary>
    private static readonly Dictionary<Type, (int Most, Func<TableBoundTests, Task<int>> Drive)> Bounds = new()
    {
        [typeof(Account)] = (Few + 2, _ => RegisterManyAsync()), // so many registered, two guests
        [typeof(Session)] = (SessionStore.MostOfOneOwner, test => test.ManyAsync<Session>(test.BeginSessionAsync)),
        [typeof(TokenFamily)] = (
            RefreshTokenStore.MostOfOneOwner,
            test => test.ManyAsync<TokenFamily>(test.BeginFamilyAsync)
        ),
        [typeof(RefreshToken)] = (RefreshTokenStore.MostUsed + 1, test => test.RefreshManyTimesAsync()),
        [typeof(SigningKeyRow)] = (SigningKeys.Most, test => test.ManyAsync<SigningKeyRow>(test.StartElsewhereAsync)),
        [typeof(GoalTick)] = (Few, test => test.ManyAsync<GoalTick>(test.TickAsync)),
        [typeof(GuestbookEntry)] = (Few, test => test.ManyAsync<GuestbookEntry>(test.WriteAsync)),
        [typeof(LabVisit)] = (Few, test => test.VisitManyTimesAsync()),
    };

    public static TheoryData<string> Tables => [.. Bounds.Keys.Select(table => table.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SessionLifetime Lifetime => new(TimeSpan.FromDays(1), TimeSpan.FromDays(7));

    private RefreshTokenStore Families => new(this, Lifetime, _clock);

    [Fact]
    public void EveryTable_IsListedWithItsBound()
    {
        using var db = CreateDbContext();
        Assert.Equal(Names(db.Model.GetEntityTypes().Select(entity => entity.ClrType)), Names(Bounds.Keys));

        static IEnumerable<string> Names(IEnumerable<Type> tables) =>
            tables.Select(table => table.Name).Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Table_KeepsItsBound(string table)
    {
        var (most, drive) = Bounds.Single(bound => bound.Key.Name == table).Value;
        Assert.Equal(most, await drive(this));
    }

    /// <returns>How many rows there are in the end.</returns>
    private async Task<int> ManyAsync<T>(Func<Task> add)
        where T : class
    {
        for (var i = 0; i < Many; i++)
        {
            await add();
            _clock.Now += TimeSpan.FromSeconds(1);
        }

        await using var db = CreateDbContext();
        return await db.Set<T>().CountAsync(Cancellation);
    }

    private Task BeginSessionAsync() =>
        new SessionStore(this, Lifetime, _clock).BeginAsync("ada", [1], "", Cancellation);

    private Task BeginFamilyAsync() => Families.BeginAsync("ada", "", Cancellation);

    private Task StartElsewhereAsync() => Task.FromResult(new SigningKeys(this, new Oblivion(), _clock).Signing());

    private Task WriteAsync() =>
        new Guestbook(this, _clock, Few).AddAsync(OpaqueToken.New(), "x", key: null, Cancellation);

    private async Task TickAsync()
    {
        using var goals = new GoalStore(this, _clock, Few);
        await goals.TickAsync(OpaqueToken.New(), LabCatalog.Find("web")!, "query", Cancellation);
    }

    /// <summary>Much faster than tokens are forgotten.</summary>
    private async Task<int> RefreshManyTimesAsync()
    {
        var token = (await Families.BeginAsync("ada", "", Cancellation)).Token;
        for (var i = 0; i < Many; i++)
        {
            token = (await Families.RotateAsync(token, Cancellation)).Next!.Token;
            _clock.Now += TimeSpan.FromMilliseconds(1);
        }

        await using var db = CreateDbContext();
        return await db.Set<RefreshToken>().CountAsync(Cancellation);
    }

    private async Task<int> VisitManyTimesAsync()
    {
        using var lab = LabDatabase.InFile(Path.Combine(Folder.FullName, "lab.db"));
        var visits = new VisitStore(lab, _clock, Few);
        for (var i = 0; i < Many; i++)
        {
            await visits.BeginAsync(Cancellation);
            _clock.Now += TimeSpan.FromSeconds(1);
        }

        await using var db = lab.CreateDbContext();
        Assert.Equal(Few, await db.Set<Account>().CountAsync(Cancellation)); // with all that is theirs
        return await db.Set<LabVisit>().CountAsync(Cancellation);
    }

    /// <summary>Registers all at once, and then in turn; guests come as well.</summary>
    private static async Task<int> RegisterManyAsync()
    {
        await using var site = new SmallSite();
        var answers = await Task.WhenAll(Enumerable.Range(0, Few + 3).Select(_ => RegisterAsync(site)));
        Assert.Equal(Few, answers.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(3, answers.Count(status => status == HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RegisterAsync(site));
        for (var i = 0; i < 4; i++)
        {
            using var guest = await new Caller(site).SendAsync(HttpMethod.Post, "/api/guest", new { });
            Assert.Equal(HttpStatusCode.Created, guest.StatusCode);
        }

        var databases = site.Services.GetRequiredService<IDbContextFactory<LearnWebDb>>();
        await using var db = await databases.CreateDbContextAsync(Cancellation);
        return await db.Set<Account>().CountAsync(Cancellation);
    }

    private static async Task<HttpStatusCode> RegisterAsync(Site site)
    {
        var newcomer = new { userName = Caller.NewName(), password = Caller.GoodPassword };
        using var answer = await new Caller(site).SendAsync(HttpMethod.Post, "/api/account", newcomer);
        return answer.StatusCode;
    }

    /// <summary>Room for few accounts and two guests.</summary>
    private sealed class SmallSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:Accounts", $"{Few}");
            builder.UseSetting("Limits:Guests", "2");
        }
    }

    /// <summary>Uncovers only what it covered itself, as on a machine whose secrets are lost with each start.</summary>
    private sealed class Oblivion : IKeyProtector
    {
        private readonly byte[] _secret = RandomNumberGenerator.GetBytes(16);

        public byte[] Protect(byte[] plain) => [.. _secret, .. plain];

        public byte[] Unprotect(byte[] covered) =>
            covered.AsSpan().StartsWith(_secret)
                ? covered[_secret.Length..]
                : throw new CryptographicException("Lost.");
    }
}
