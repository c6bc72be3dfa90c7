using LearnWeb.Models.Accounts;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>Two servers with the same keys; what one knows of sessions the other does not.</summary>
public sealed class LabDoors : IDisposable
{
    private static readonly SessionLifetime Lifetime = new(VisitBook.Lifetime, VisitBook.Lifetime);

    private readonly LabDatabase _elsewhere = LabDatabase.OfSecondServer();

    public LabDoors(LabDatabase database, VisitBook visits, ITicketSeal seal, TimeProvider clock)
    {
        Sessions = new SessionBook(database, Lifetime, clock);
        // one learner has no second tab here
        Families = new RefreshBook(database, Lifetime, clock, grace: TimeSpan.Zero);
        First = new LabDoor(visits, Sessions, seal, clock);
        Second = new LabDoor(visits, new SessionBook(_elsewhere, Lifetime, clock), seal, clock);
    }

    /// <summary>The sessions of the first server.</summary>
    public SessionBook Sessions { get; }

    /// <summary>The refresh tokens of the first server.</summary>
    public RefreshBook Families { get; }

    public LabDoor First { get; }

    public LabDoor Second { get; }

    public void Dispose() => _elsewhere.Dispose();
}
