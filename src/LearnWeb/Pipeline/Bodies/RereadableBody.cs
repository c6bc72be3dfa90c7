using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// Lets an action read a body that model binding has already read. Like every body, it is limited by
/// <c>Limits:BodyBytes</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RereadableBodyAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>How many bytes stay in pooled memory; more would be written to a file.</summary>
    private const int InMemory = 1024 * 1024;

    /// <summary>The filter runs before any other that may read the body.</summary>
    public int Order => int.MinValue;

    public void OnAuthorization(AuthorizationFilterContext context) =>
        context.HttpContext.Request.EnableBuffering(InMemory);
}
