using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Accounts;

/// <summary>That an account is in use: noted where its sign-ins are, at sign-in and from time to time after.</summary>
internal static class AccountUse
{
    /// <param name="db">The database.</param>
    /// <param name="account">Its identifier.</param>
    /// <param name="now">Seconds since 1970 (UTC).</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static Task NoteUseAsync(this LearnWebDb db, string account, long now, CancellationToken cancellation) =>
        db.Set<Account>()
            .Where(row => row.Id == account)
            .ExecuteUpdateAsync(row => row.SetProperty(a => a.UsedAt, now), cancellation);
}
