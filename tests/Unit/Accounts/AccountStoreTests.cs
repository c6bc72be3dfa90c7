using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace LearnWeb.Tests.Unit.Accounts;

/// <summary>Sessions, token families and keys as time goes by.</summary>
public sealed class AccountStoreTests : OwnDatabase
{
    private readonly Clock _clock = new();
    private readonly SessionLifetime _lifetime = new(TimeSpan.FromHours(1), TimeSpan.FromHours(5));

    public AccountStoreTests() => AddAda();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SessionStore Sessions => new(this, _lifetime, _clock);

    private RefreshTokenStore Families => new(this, _lifetime, _clock);

    [Fact]
    public async Task Session_EndsWhenIdle_AndAtTheLatestWhenOld()
    {
        var (idle, busy) = (await BeginAsync(), await BeginAsync());
        for (var i = 0; i < 4; i++)
        {
            _clock.Now += TimeSpan.FromMinutes(59);
            Assert.NotNull(await Sessions.FindAsync(busy, Cancellation));
        }

        Assert.Null(await Sessions.FindAsync(idle, Cancellation));
        _clock.Now += TimeSpan.FromMinutes(59);
        Assert.NotNull(await Sessions.FindAsync(busy, Cancellation));
        _clock.Now += TimeSpan.FromMinutes(6);
        Assert.Null(await Sessions.FindAsync(busy, Cancellation));
        await Sessions.RemoveExpiredAsync(Cancellation);
        Assert.Equal(0, Count<Session>());
    }

    [Fact]
    public async Task Guesses_AreAtMostAHundredInTwoMonths_HoweverPatientTheGuesser()
    {
        using var guesses = new AccountGuesses(this, _clock);
        await using var db = CreateDbContext();
        var account = await db.Set<Account>().SingleAsync(Cancellation);
        var (begin, tried) = (_clock.Now, 0);
        while (_clock.Now - begin < TimeSpan.FromDays(60))
        {
            var wait = await guesses.BeginAsync(account, account.UserName!, Cancellation);
            tried += wait == TimeSpan.Zero ? 1 : 0;
            _clock.Now += wait;
        }

        Assert.InRange(tried, AccountGuesses.Free, AccountGuesses.Most);
    }

    [Fact]
    public async Task LastSeen_IsWrittenAtMostOnceAMinute()
    {
        var id = await BeginAsync();
        var start = _clock.Now.ToUnixTimeSeconds();
        _clock.Now += TimeSpan.FromSeconds(59);
        await Sessions.FindAsync(id, Cancellation);
        Assert.Equal(start, Assert.Single(await Sessions.ListAsync("ada", Cancellation)).SeenAt);
        _clock.Now += TimeSpan.FromSeconds(1);
        await Sessions.FindAsync(id, Cancellation);
        Assert.Equal(start + 60, Assert.Single(await Sessions.ListAsync("ada", Cancellation)).SeenAt);
    }

    [Fact]
    public async Task SessionInUse_AndRefreshedFamily_KeepTheirAccountInUse()
    {
        var (session, family) = (await BeginAsync(), await Families.BeginAsync("ada", null, Cancellation));
        Assert.Equal(_clock.Now.ToUnixTimeSeconds(), UsedAt());

        _clock.Now += TimeSpan.FromMinutes(1);
        await Sessions.FindAsync(session, Cancellation);
        Assert.Equal(_clock.Now.ToUnixTimeSeconds(), UsedAt());

        _clock.Now += TimeSpan.FromMinutes(1);
        await Families.RotateAsync(family.Token, Cancellation);
        Assert.Equal(_clock.Now.ToUnixTimeSeconds(), UsedAt());

        long UsedAt()
        {
            using var db = CreateDbContext();
            return Assert.Single(db.Set<Account>()).UsedAt;
        }
    }

    [Fact]
    public async Task OneOwner_HasAtMostFiftySessionsAndFamilies()
    {
        for (var i = 0; i < 55; i++)
        {
            await BeginAsync();
            await Families.BeginAsync("ada", null, Cancellation);
            _clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal((50, 50), (Count<Session>(), Count<TokenFamily>()));
    }

    [Fact]
    public async Task RefreshToken_IsGoodOnce_AndItsReuseAfterTheGraceEndsTheFamily()
    {
        var first = await Families.BeginAsync("ada", null, Cancellation);
        var second = await Families.RotateAsync(first.Token, Cancellation);
        Assert.Equal((RefreshOutcome.Rotated, "ada"), (second.Outcome, second.Owner));

        _clock.Now += RefreshTokenStore.Grace - TimeSpan.FromMilliseconds(1);
        Assert.Equal(RefreshOutcome.JustUsed, (await Families.RotateAsync(first.Token, Cancellation)).Outcome);
        var third = await Families.RotateAsync(second.Next!.Token, Cancellation);
        Assert.Equal(RefreshOutcome.Rotated, third.Outcome);

        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(RefreshOutcome.Replayed, (await Families.RotateAsync(first.Token, Cancellation)).Outcome);
        Assert.Equal(RefreshOutcome.Unknown, (await Families.RotateAsync(third.Next!.Token, Cancellation)).Outcome);
        Assert.Equal(0, Count<RefreshToken>());
    }

    [Fact]
    public async Task StolenToken_EndsTheFamily_HoweverManyHaveComeAfterIt()
    {
        var stolen = await Families.BeginAsync("ada", null, Cancellation);
        var newest = stolen.Token;
        for (var i = 0; i < 3 * RefreshTokenStore.MostUsed; i++)
        {
            newest = (await Families.RotateAsync(newest, Cancellation)).Next!.Token;
            _clock.Now += TimeSpan.FromMilliseconds(1);
        }

        Assert.Equal(RefreshTokenStore.MostUsed + 1, Count<RefreshToken>());
        Assert.Equal(RefreshOutcome.Replayed, (await Families.RotateAsync(stolen.Token, Cancellation)).Outcome);
        Assert.Equal(RefreshOutcome.Unknown, (await Families.RotateAsync(newest, Cancellation)).Outcome);
    }

    [Fact]
    public async Task UsedTokens_AreForgottenAfterTheGrace()
    {
        var token = (await Families.BeginAsync("ada", null, Cancellation)).Token;
        for (var i = 0; i < 5; i++)
        {
            token = (await Families.RotateAsync(token, Cancellation)).Next!.Token;
            _clock.Now += RefreshTokenStore.Grace;
        }

        Assert.Equal(2, Count<RefreshToken>()); // the newest, and the one it came of
    }

    [Fact]
    public async Task TokenOfNoFamily_ChangesNothing()
    {
        var family = await Families.BeginAsync("ada", null, Cancellation);
        var token = family.Token;
        foreach (
            var other in new[]
            {
                "",
                "x",
                token[..21],
                token[..^1],
                token + "A",
                token[^22..] + token[..21],
                OpaqueToken.New(),
                family.Family,
            }
        )
        {
            Assert.Equal(RefreshOutcome.Unknown, (await Families.RotateAsync(other, Cancellation)).Outcome);
            await Families.RevokeAsync(other, Cancellation);
        }

        Assert.Equal(RefreshOutcome.Rotated, (await Families.RotateAsync(token, Cancellation)).Outcome);
    }

    [Fact]
    public async Task ManyRefreshesAtOnce_ExactlyOneWins_AndTheFamilyLives()
    {
        var first = await Families.BeginAsync("ada", null, Cancellation);
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Families.RotateAsync(first.Token, Cancellation)))
        );
        var winner = Assert.Single(outcomes, outcome => outcome.Outcome == RefreshOutcome.Rotated);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Outcome == RefreshOutcome.JustUsed));
        Assert.Equal(RefreshOutcome.Rotated, (await Families.RotateAsync(winner.Next!.Token, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Family_EndsWhenItIsNotRefreshed()
    {
        var token = (await Families.BeginAsync("ada", null, Cancellation)).Token;
        _clock.Now += _lifetime.Idle;
        Assert.Equal(RefreshOutcome.Unknown, (await Families.RotateAsync(token, Cancellation)).Outcome);
        await Families.RemoveExpiredAsync(Cancellation);
        Assert.Equal((0, 0), (Count<TokenFamily>(), Count<RefreshToken>()));
    }

    [Fact]
    public void Keys_SurviveARestart_AndRetireOnlyWhenTheirTokensAreOver()
    {
        var first = Keys().Signing().KeyId;
        Assert.Equal(first, Keys().Signing().KeyId);

        _clock.Now += SigningKeys.Signs;
        var keys = Keys();
        Assert.NotEqual(first, keys.Signing().KeyId);
        Assert.Contains(first, keys.Valid().Select(key => key.KeyId));
        Assert.Contains(first, keys.Published().Select(key => key.Kid));

        _clock.Now += SigningKeys.Lingers;
        Assert.DoesNotContain(first, keys.Valid().Select(key => key.KeyId));
    }

    [Fact]
    public void KeyOfAnotherMachine_IsNotUsed_ANewOneIsMade()
    {
        var first = Keys(7).Signing().KeyId;
        Assert.NotEqual(first, Keys(8).Signing().KeyId);
    }

    [Fact]
    public void PrivateKey_DoesNotLieOpen()
    {
        var key = Keys().Signing();
        using var db = CreateDbContext();
        var stored = db.Set<SigningKeyRow>().Single().PrivateKey;
        Assert.True(stored.AsSpan().IndexOf(key.ECDsa.ExportParameters(includePrivateParameters: true).D) < 0);
    }

    private Task<string> BeginAsync() => Sessions.BeginAsync("ada", [1], "browser", Cancellation);

    private SigningKeys Keys(byte mask = 1) => new(this, new Mask(mask), _clock);

    private int Count<T>()
        where T : class
    {
        using var db = CreateDbContext();
        return db.Set<T>().Count();
    }

    /// <summary>Covers by flipping bits, and refuses what another mask covered.</summary>
    private sealed class Mask(byte mask) : IKeyProtector
    {
        public byte[] Protect(byte[] plain) => [mask, .. plain.Select(b => (byte)(b ^ 0xFF))];

        public byte[] Unprotect(byte[] covered) =>
            covered[0] == mask
                ? [.. covered.Skip(1).Select(b => (byte)(b ^ 0xFF))]
                : throw new System.Security.Cryptography.CryptographicException("Another mask.");
    }
}
