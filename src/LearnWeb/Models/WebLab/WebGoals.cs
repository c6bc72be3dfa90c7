using LearnWeb.Models.Labs;

namespace LearnWeb.Models.WebLab;

/// <summary>What a learner is to ask for in this lab.</summary>
public static class WebGoals
{
    public const string Query = "query";
    public const string Fragment = "fragment";
    public const string Json = "json";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } = [new(Query, MustDo: true), new(Fragment), new(Json)];
}
