using LearnWeb.Models.Labs;

namespace LearnWeb.Models.GetPostLab;

/// <summary>What a learner is to send in this lab.</summary>
public static class GetPostGoals
{
    public const string Get = "get";
    public const string Post = "post";

    /// <summary>The same entry stands in the guestbook twice.</summary>
    public const string Twice = "twice";

    /// <summary>It stands there once, thanks to 303 or to a key.</summary>
    public const string Once = "once";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [new(Get, MustDo: true), new(Post, MustDo: true), new(Twice), new(Once)];
}
