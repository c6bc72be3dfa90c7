using Microsoft.AspNetCore.Mvc.ActionConstraints;

namespace LearnWeb.Hosting;

/// <summary>An action of the <see cref="DemoServer"/>; for the site itself it does not exist.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OnDemoServerAttribute : Attribute, IActionConstraint
{
    public int Order => 0;

    public bool Accept(ActionConstraintContext context) =>
        context.RouteContext.HttpContext.Features.Get<DemoServer>() is not null;
}
