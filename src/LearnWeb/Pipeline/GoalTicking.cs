using LearnWeb.Models.Labs;

namespace LearnWeb.Pipeline;

internal static class GoalTicking
{
    /// <summary>
    /// Ticks a goal for the visitor of this request; not for one who is only now being given the cookie: a program that
    /// never sends it back would leave a row with every call.
    /// </summary>
    public static Task TickAsync(this GoalBook goals, HttpContext context, Lab lab, string goal) =>
        Visitor.Returning(context) is { } visitor ? goals.TickAsync(visitor, lab, goal, context.RequestAborted) : Task.CompletedTask;
}
