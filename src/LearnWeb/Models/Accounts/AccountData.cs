namespace LearnWeb.Models.Accounts;

/// <summary>All that the site holds of one account.</summary>
/// <param name="UserName">Its name.</param>
/// <param name="IsGuest">Whether it ends by itself.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UsedAt">When it was last used.</param>
/// <param name="Sessions">Where it is signed in with a cookie.</param>
/// <param name="TokenFamilies">Where it is signed in with tokens.</param>
public sealed record AccountExport(
    string UserName,
    bool IsGuest,
    DateTimeOffset CreatedAt,
    DateTimeOffset UsedAt,
    IReadOnlyList<SignInExport> Sessions,
    IReadOnlyList<SignInExport> TokenFamilies
);

/// <summary>One sign-in.</summary>
public sealed record SignInExport(string Browser, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

/// <summary>Gathers what belongs to an account. Goals and lab data belong to a visitor, not to an account.</summary>
public sealed class AccountData(AccountStore accounts, SessionStore sessions, RefreshTokenStore families)
{
    /// <exception cref="InvalidOperationException">There is no such account.</exception>
    public async Task<AccountExport> ReadAsync(string id, CancellationToken cancellation)
    {
        var account =
            await accounts.FindAsync(id, cancellation) ?? throw new InvalidOperationException("The account is gone.");
        return new AccountExport(
            account.UserName!,
            account.IsGuest,
            At(account.CreatedAt),
            At(account.UsedAt),
            [
                .. (await sessions.ListAsync(id, cancellation)).Select(row => new SignInExport(
                    row.Browser,
                    At(row.CreatedAt),
                    At(row.SeenAt)
                )),
            ],
            [
                .. (await families.ListAsync(id, cancellation)).Select(row => new SignInExport(
                    row.Browser,
                    At(row.CreatedAt),
                    At(row.SeenAt)
                )),
            ]
        );
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
