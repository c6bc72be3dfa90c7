using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// Lets an action read the body that model binding has read already. Bounded like every body, by
/// <c>Limits:BodyBytes</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RereadableBodyAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>What stays in lent memory; the rest would go through a file.</summary>
    private const int InMemory = 1024 * 1024;

    /// <summary>Before any filter that may read the body.</summary>
    public int Order => int.MinValue;

    public void OnAuthorization(AuthorizationFilterContext context) =>
        context.HttpContext.Request.EnableBuffering(InMemory);
}
