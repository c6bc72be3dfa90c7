using LearnWeb.Models.Labs;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>What a learner is to have seen in this lab.</summary>
public static class SessionTokenGoals
{
    public const string SessionEnds = "session-ends";

    public const string TokenLives = "token-lives";

    public const string Tampered = "tampered";

    public const string Attacks = "attacks";

    public const string CrossSite = "cross-site";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        new(SessionEnds, MustDo: true),
        new(TokenLives, MustDo: true),
        new(Attacks, MustDo: true),
        new(Tampered),
        new(CrossSite),
    ];

    /// <summary>The goals that a trace is evidence for.</summary>
    public static IEnumerable<string> ReachedBy(SessionTokenTrace trace)
    {
        var last = trace.Steps[^1].Status;
        return (trace.Action, trace.Way) switch
        {
            ("sign-out", Way.Session) when last == 401 => [SessionEnds],
            ("sign-out", Way.Jwt) when last == 200 => [TokenLives],
            ("tamper", Way.Jwt or Way.DenyList) when last == 401 => [Tampered],
            (SessionTokenExperiment.AttackAll, _)
                when trace
                    .Steps.Where(step => TokenForger.Attacks.Contains(step.What))
                    .All(step => step.Status == 401) => [Attacks],
            _ => [],
        };
    }
}
