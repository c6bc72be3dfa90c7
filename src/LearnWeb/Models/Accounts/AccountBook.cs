using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Accounts;

/// <summary>Bounds of accounts.</summary>
/// <param name="MostGuests">Live guests; one more, and the one not used for longest is removed.</param>
/// <param name="GuestLifetime">After its last use.</param>
public sealed record AccountLimits(int MostGuests, TimeSpan GuestLifetime);

/// <summary>Accounts: made, checked, changed and removed. Passwords are hashed by ASP.NET Core Identity, few at once.</summary>
public sealed class AccountBook(
    UserManager<Account> users, IPasswordHasher<Account> hasher, PasswordDesk desk, IDbContextFactory<LearnWebDb> databases, AccountLimits limits, TimeProvider clock)
{
    private static readonly Account Nobody = new() { CreatedAt = 0, UsedAt = 0 };
    private static string? _nobodysHash;

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Makes an account.</summary>
    /// <returns>The account, or what is wrong with the name or the password.</returns>
    /// <exception cref="TooBusyException">Too many passwords wait to be hashed.</exception>
    public Task<(Account? Account, IReadOnlyList<IdentityError> Errors)> RegisterAsync(string userName, string password, CancellationToken cancellation) =>
        AddAsync(new Account { UserName = userName, CreatedAt = Now, UsedAt = Now }, password, cancellation);

    /// <summary>Makes a guest: a random name, and a random password to come back with.</summary>
    /// <exception cref="TooBusyException">Too many passwords wait to be hashed.</exception>
    public async Task<(Account Guest, string Password)> AddGuestAsync(CancellationToken cancellation)
    {
        await MakeRoomAsync(cancellation);
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18)); // 144 bits, 24 characters to write down
        var name = $"guest-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 8)}";
        var (guest, errors) = await AddAsync(new Account { UserName = name, IsGuest = true, CreatedAt = Now, UsedAt = Now }, password, cancellation);
        return guest is null ? throw new InvalidOperationException($"No guest could be made: {errors[0].Description}") : (guest, password);
    }

    /// <summary>The account with this name and password. A name that does not exist costs as much as a wrong password.</summary>
    /// <exception cref="TooBusyException">Too many passwords wait to be hashed.</exception>
    public async Task<Account?> CheckAsync(string userName, string password, CancellationToken cancellation)
    {
        var account = await users.FindByNameAsync(userName);
        var verdict = await desk.DoAsync(
            () => Task.FromResult(password.Length > PasswordRule.Longest
                ? PasswordVerificationResult.Failed
                : hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? NobodysHash(), password)),
            cancellation);
        if (account is null || verdict == PasswordVerificationResult.Failed)
        {
            return null;
        }

        await TouchAsync(account.Id, cancellation);
        return account;
    }

    /// <summary>The account, if it still exists.</summary>
    public async Task<Account?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancellation);
    }

    /// <summary>Sets a new password; the caller revokes what the old one had opened.</summary>
    /// <returns>What is wrong with the new one; nothing if it was set. The current one has been checked.</returns>
    public async Task<IReadOnlyList<IdentityError>> SetPasswordAsync(string id, string password, CancellationToken cancellation)
    {
        var account = await users.FindByIdAsync(id) ?? throw new InvalidOperationException("The account is gone.");
        foreach (var rule in users.PasswordValidators)
        {
            if (await rule.ValidateAsync(users, account, password) is { Succeeded: false } refused)
            {
                return [.. refused.Errors];
            }
        }

        account.PasswordHash = await desk.DoAsync(() => Task.FromResult(hasher.HashPassword(account, password)), cancellation);
        var result = await users.UpdateAsync(account);
        return [.. result.Errors];
    }

    /// <summary>Removes an account and, with it, its sessions and tokens.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Account>().Where(account => account.Id == id).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Notes that an account is in use.</summary>
    public async Task TouchAsync(string id, CancellationToken cancellation)
    {
        var now = Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Account>().Where(account => account.Id == id).ExecuteUpdateAsync(account => account.SetProperty(a => a.UsedAt, now), cancellation);
    }

    /// <summary>Removes guests that are over.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        var oldest = Now - (long)limits.GuestLifetime.TotalSeconds;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Account>().Where(account => account.IsGuest && account.UsedAt < oldest).ExecuteDeleteAsync(cancellation);
    }

    private async Task<(Account? Account, IReadOnlyList<IdentityError> Errors)> AddAsync(Account account, string password, CancellationToken cancellation)
    {
        try
        {
            var result = await desk.DoAsync(() => users.CreateAsync(account, password), cancellation);
            return result.Succeeded ? (account, []) : (null, [.. result.Errors]);
        }
        catch (DbUpdateException)
        {
            // Two asked for the name at once, and the other was first.
            return (null, [users.ErrorDescriber.DuplicateUserName(account.UserName!)]);
        }
    }

    private async Task MakeRoomAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var surplus = db.Set<Account>().Where(account => account.IsGuest).OrderByDescending(account => account.UsedAt).Select(account => account.Id).Skip(limits.MostGuests - 1);
        await db.Set<Account>().Where(account => surplus.Contains(account.Id)).ExecuteDeleteAsync(cancellation);
    }

    private string NobodysHash() => _nobodysHash ??= hasher.HashPassword(Nobody, OpaqueToken.New());
}
