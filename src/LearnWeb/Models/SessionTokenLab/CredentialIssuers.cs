using LearnWeb.Models.Accounts;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>Two servers with the same keys; what one knows of sessions the other does not.</summary>
public sealed class CredentialIssuers : IDisposable
{
    private static readonly SessionLifetime Lifetime = new(VisitStore.Lifetime, VisitStore.Lifetime);

    private readonly LabDatabase _elsewhere = LabDatabase.OfSecondServer();

    public CredentialIssuers(LabDatabase database, VisitStore visits, ITicketProtector protector, TimeProvider clock)
    {
        Sessions = new SessionStore(database, Lifetime, clock);
        // one learner has no second tab here
        Families = new RefreshTokenStore(database, Lifetime, clock, grace: TimeSpan.Zero);
        First = new CredentialIssuer(visits, Sessions, protector, clock);
        Second = new CredentialIssuer(visits, new SessionStore(_elsewhere, Lifetime, clock), protector, clock);
    }

    /// <summary>The sessions of the first server.</summary>
    public SessionStore Sessions { get; }

    /// <summary>The refresh tokens of the first server.</summary>
    public RefreshTokenStore Families { get; }

    public CredentialIssuer First { get; }

    public CredentialIssuer Second { get; }

    public void Dispose() => _elsewhere.Dispose();
}
