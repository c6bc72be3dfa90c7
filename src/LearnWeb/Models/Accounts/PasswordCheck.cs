namespace LearnWeb.Models.Accounts;

/// <summary>What came of a user name and a password.</summary>
/// <param name="Account">Whose they are; <c>null</c> if they are wrong or were not looked at.</param>
/// <param name="Wait">How long to wait before they are looked at; zero if they were.</param>
public sealed record Checked(Account? Account, TimeSpan Wait);

/// <summary>Checks passwords for whoever wants to sign in, by page or by API, and slows who guesses.</summary>
public sealed class PasswordCheck(PasswordBook passwords, GuessGuard guard)
{
    /// <param name="userName">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="address">From where.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="TooBusyException">Too many wait already.</exception>
    public async Task<Checked> CheckAsync(string userName, string password, string visitor, string address, CancellationToken cancellation)
    {
        var wait = guard.Begin(userName, visitor, address);
        if (wait > TimeSpan.Zero)
        {
            return new Checked(null, wait);
        }

        var account = await passwords.CheckAsync(userName, password, cancellation);
        if (account is not null)
        {
            guard.Right(userName, visitor, address);
        }

        return new Checked(account, TimeSpan.Zero);
    }
}
