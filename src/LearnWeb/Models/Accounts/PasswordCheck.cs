namespace LearnWeb.Models.Accounts;

/// <summary>What came of a user name and a password.</summary>
/// <param name="Account">Whose they are; <c>null</c> if they are wrong or were not looked at.</param>
/// <param name="Wait">How long to wait before they are looked at; zero if they were.</param>
public sealed record Checked(Account? Account, TimeSpan Wait);

/// <summary>Who tries a password.</summary>
/// <param name="Visitor">The browser, as far as a cookie says so.</param>
/// <param name="Address">From where.</param>
/// <param name="IsKnownTo">Whether an account has signed in from this browser before.</param>
public sealed record Guesser(string Visitor, string Address, Predicate<Account> IsKnownTo);

/// <summary>Checks passwords for whoever wants to sign in, by page or by API, and slows who guesses.</summary>
public sealed class PasswordCheck(PasswordBook passwords, VisitorGuesses visitors, AccountGuesses accounts)
{
    /// <summary>An account with fewer wrong passwords in a row than this is not being guessed at: its owner may have mistyped.</summary>
    public const int FewWrong = 3;

    /// <param name="userName">As typed. One that does not exist is guarded, and answered, like any other.</param>
    /// <param name="password">As typed.</param>
    /// <param name="guesser">Who tries.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="TooBusyException">Too many wait already.</exception>
    public async Task<Checked> CheckAsync(string userName, string password, Guesser guesser, CancellationToken cancellation)
    {
        var account = await passwords.FindAsync(userName);
        var isKnown = account is not null && guesser.IsKnownTo(account);
        var wait = visitors.Begin(userName, guesser.Visitor, guesser.Address, isExempt: isKnown || accounts.WrongInARow(account, userName) < FewWrong);
        if (wait == TimeSpan.Zero && !isKnown)
        {
            wait = await accounts.BeginAsync(account, userName, cancellation);
        }

        if (wait > TimeSpan.Zero)
        {
            return new Checked(null, wait);
        }

        if (!await passwords.IsRightAsync(account, password, cancellation))
        {
            return new Checked(null, TimeSpan.Zero);
        }

        visitors.Right(userName, guesser.Visitor, guesser.Address);
        await accounts.RightAsync(account!, cancellation);
        return new Checked(account, TimeSpan.Zero);
    }
}
