namespace LearnWeb.Models.Accounts;

/// <summary>What came of a user name and a password.</summary>
/// <param name="Account">Whose they are; <c>null</c> if they are wrong or were not looked at.</param>
/// <param name="Wait">How long to wait before they are looked at; zero if they were.</param>
public sealed record Checked(Account? Account, TimeSpan Wait);

/// <summary>Who tries a password.</summary>
/// <param name="Visitor">The browser, as far as a cookie says so.</param>
/// <param name="Address">From where.</param>
/// <param name="BrowserKnownTo">The name of this browser if an account has signed in from it before, else
/// <c>null</c>.</param>
public sealed record Guesser(string Visitor, string Address, Func<Account, string?> BrowserKnownTo);

/// <summary>Checks passwords for whoever wants to sign in, by page or by API, and slows who guesses.</summary>
public sealed class PasswordCheck(PasswordService passwords, VisitorGuesses visitors, AccountGuesses accounts)
{
    /// <summary>
    /// An account with fewer wrong passwords in a row than this is not being guessed at: its owner may have mistyped.
    /// </summary>
    public const int FewWrong = 3;

    /// <param name="userName">As typed. One that does not exist is guarded, and answered, like any other.</param>
    /// <param name="password">As typed.</param>
    /// <param name="guesser">Who tries.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="TooBusyException">Too many wait already.</exception>
    public async Task<Checked> CheckAsync(
        string userName,
        string password,
        Guesser guesser,
        CancellationToken cancellation
    )
    {
        var account = await passwords.FindAsync(userName);
        var browser = account is null ? null : guesser.BrowserKnownTo(account);
        var visitor = browser ?? guesser.Visitor; // of the two, the one that cannot be made up
        var isKnown = browser is not null && visitors.WrongInARow(userName, browser) < VisitorGuesses.MostInARow;
        var wait = visitors.Begin(
            userName,
            visitor,
            guesser.Address,
            isExempt: isKnown || accounts.WrongInARow(account, userName) < FewWrong
        );
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

        visitors.Right(userName, visitor, guesser.Address);
        if (!isKnown)
        {
            // an owner who comes and goes does not renew what strangers may try
            await accounts.EndRowAsync(account!, cancellation);
        }

        return new Checked(account, TimeSpan.Zero);
    }
}
