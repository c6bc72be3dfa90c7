using LearnWeb.Models.Labs;

namespace LearnWeb.Pipeline;

internal static class GoalTicking
{
    /// <summary>
    /// Ticks a goal for the visitor of this request, who may only now be given the cookie; or for the learner whose
    /// ticket it carries.
    /// </summary>
    public static Task TickAsync(this GoalStore goals, HttpContext context, Lab lab, string goal)
    {
        if (
            context.Request.Headers[LearnerTickets.Field].ToString() is { Length: > 0 } ticket
            && context.RequestServices.GetRequiredService<LearnerTickets>().VisitorOf(ticket) is { } learner
        )
        {
            goals.TickNewcomer(learner, lab, goal); // written down when the learner's browser asks again
            return Task.CompletedTask;
        }

        if (Visitor.Returning(context) is { } visitor)
        {
            return goals.TickAsync(visitor, lab, goal, context.RequestAborted);
        }

        goals.TickNewcomer(Visitor.Greet(context), lab, goal);
        return Task.CompletedTask;
    }

    /// <summary>The goals that the visitor of this request has reached, as <c>lab/goal</c>.</summary>
    public static async Task<IReadOnlySet<string>> ReachedAsync(this GoalStore goals, HttpContext context)
    {
        if (Visitor.Returning(context) is { } visitor)
        {
            await goals.WelcomeAsync(visitor, context.RequestAborted);
        }

        return await goals.ReachedAsync(Visitor.Of(context), context.RequestAborted);
    }
}
