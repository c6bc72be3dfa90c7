using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// Accounts by their passwords: made, checked and changed. ASP.NET Core Identity hashes them, few at once.
/// </summary>
public sealed class PasswordService(
    UserManager<Account> users,
    IPasswordHasher<Account> hasher,
    PasswordHashLimiter hashing,
    AccountStore accounts,
    AccountGuesses guesses,
    TimeProvider clock
)
{
    private static readonly Account Nobody = new() { CreatedAt = 0, UsedAt = 0 };
    private static string? _nobodysHash;

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Makes an account.</summary>
    /// <returns>The account, or what is wrong with the name or the password.</returns>
    /// <exception cref="TooBusyException">Too many passwords wait to be hashed.</exception>
    public async Task<(Account? Account, IReadOnlyList<AccountProblem> Problems)> RegisterAsync(
        string userName,
        string password,
        CancellationToken cancellation
    )
    {
        var newcomer = new Account
        {
            UserName = userName,
            CreatedAt = Now,
            UsedAt = Now,
        };
        var made = await AddAsync(newcomer, password, cancellation);
        return made.Account is not null && await accounts.RemoveSurplusAsync(newcomer.Id)
            ? (null, [AccountProblem.Full])
            : made;
    }

    /// <summary>Makes a guest: a random name, and a random password to come back with.</summary>
    /// <exception cref="TooBusyException">Too many passwords wait to be hashed.</exception>
    public async Task<(Account Guest, string Password)> AddGuestAsync(CancellationToken cancellation)
    {
        await accounts.MakeRoomForGuestAsync(cancellation);
        // 144 bits, 24 characters to write down
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        var name = $"guest-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 8)}";
        var (guest, problems) = await AddAsync(
            new Account
            {
                UserName = name,
                IsGuest = true,
                CreatedAt = Now,
                UsedAt = Now,
            },
            password,
            cancellation
        );
        return guest is null
            ? throw new InvalidOperationException($"No guest could be made: {problems[0]}")
            : (guest, password);
    }

    /// <summary>The account with this name, in whatever case.</summary>
    public Task<Account?> FindAsync(string userName) => users.FindByNameAsync(userName);

    /// <summary>
    /// Whether a password is an account's. That there is no account costs as much as a wrong password.
    /// </summary>
    /// <exception cref="TooBusyException">Too many passwords wait to be hashed.</exception>
    public Task<bool> IsRightAsync(Account? account, string password, CancellationToken cancellation) =>
        hashing.RunAsync(
            () => Task.FromResult(!PasswordRule.IsTooLong(password) && IsRight(account, password)),
            cancellation
        );

    /// <summary>Sets a new password; the caller revokes what the old one had opened.</summary>
    /// <returns>What is wrong with the new one; nothing if it was set. The current one has been checked.</returns>
    public async Task<IReadOnlyList<AccountProblem>> SetPasswordAsync(
        string id,
        string password,
        CancellationToken cancellation
    )
    {
        var account = await users.FindByIdAsync(id) ?? throw new InvalidOperationException("The account is gone.");
        foreach (var rule in users.PasswordValidators)
        {
            if (await rule.ValidateAsync(users, account, password) is { Succeeded: false } refused)
            {
                return refused.Problems();
            }
        }

        account.PasswordHash = await hashing.RunAsync(
            () => Task.FromResult(hasher.HashPassword(account, PasswordRule.Normalize(password))),
            cancellation
        );
        var problems = (await users.UpdateAsync(account)).Problems();
        if (problems.Count == 0)
        {
            await guesses.EndRowAsync(account, cancellation); // whoever guessed at the old one begins anew
        }

        return problems;
    }

    private async Task<(Account? Account, IReadOnlyList<AccountProblem> Problems)> AddAsync(
        Account account,
        string password,
        CancellationToken cancellation
    )
    {
        try
        {
            var result = await hashing.RunAsync(
                () => users.CreateAsync(account, PasswordRule.Normalize(password)),
                cancellation
            );
            return result.Succeeded ? (account, []) : (null, result.Problems());
        }
        catch (DbUpdateException)
        {
            // Two asked for the name at once, and the other was first.
            return (null, [AccountProblem.UserNameTaken]);
        }
    }

    private bool IsRight(Account? account, string password)
    {
        var normal = PasswordRule.Normalize(password);
        // as it was typed: hashes from before passwords were normalized
        return Matches(normal) || (normal != password && Matches(password));

        bool Matches(string text) =>
            hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? NobodysHash(), text)
                != PasswordVerificationResult.Failed
            && account is not null;
    }

    private string NobodysHash() => _nobodysHash ??= hasher.HashPassword(Nobody, OpaqueToken.New());
}
