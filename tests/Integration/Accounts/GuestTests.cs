using System.Net;
using LearnWeb.Models.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>Guest accounts.</summary>
public sealed class GuestTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Guest_ComesBackWithItsCode_AndNoTwoAreTheSame()
    {
        var (one, other) = (await GuestAsync(), await GuestAsync());
        Assert.NotEqual(one, other);

        var caller = new Caller(site);
        using var back = await caller.SignInAsync(one.Name, one.Code);

        Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        Assert.Equal((one.Name, "Cookie"), await caller.MeAsync());
    }

    [Fact]
    public async Task Guest_IsEndedWithoutAPassword_ItMayBeLost()
    {
        var (name, code) = await GuestAsync();
        var caller = new Caller(site);
        using var signedIn = await caller.SignInAsync(name, code);
        using var answer = await caller.SendWithTokenAsync(HttpMethod.Delete, "/api/account");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task FortyGuests_EnterFromOneAddressWithinAMinute()
    {
        var statuses = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async _ =>
                {
                    var (name, code) = await GuestAsync();
                    using var signedIn = await new Caller(site).SignInAsync(name, code);
                    return signedIn.StatusCode;
                })
        );
        AssertEach.Of(statuses, status => Assert.Equal(HttpStatusCode.NoContent, status));
    }

    [Fact]
    public async Task Guest_IsRemovedADayAfterItsLastUse_AndLeavesNothing()
    {
        var (name, code) = await GuestAsync();
        using var signedIn = await new Caller(site).SignInAsync(name, code);
        var id = Assert.Single(Sql.RowsOfSite(site.State, $"SELECT Id FROM Accounts WHERE UserName = '{name}'"));
        var accounts = site.Services.GetRequiredService<AccountStore>();

        Sql.RowsOfSite(site.State, $"UPDATE Accounts SET UsedAt = UsedAt - 86300 WHERE Id = '{id}'");
        await accounts.RemoveExpiredAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(Sql.ColumnsThatHold(site.State, id));
        Sql.RowsOfSite(site.State, $"UPDATE Accounts SET UsedAt = UsedAt - 200 WHERE Id = '{id}'");
        await accounts.RemoveExpiredAsync(TestContext.Current.CancellationToken);

        Assert.Empty(Sql.ColumnsThatHold(site.State, id));
        Assert.Empty(Sql.ColumnsThatHold(site.State, name));
    }

    private async Task<(string Name, string Code)> GuestAsync()
    {
        using var answer = await new Caller(site).SendAsync(HttpMethod.Post, "/api/guest");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var guest = await Caller.JsonAsync(answer);
        return (guest.GetProperty("userName").GetString()!, guest.GetProperty("password").GetString()!);
    }
}
