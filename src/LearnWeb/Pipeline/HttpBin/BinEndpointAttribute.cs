using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LearnWeb.Pipeline;

/// <summary>
/// Marks what answers under <c>/bin</c>: described in OpenAPI, its body left unread for the echo, its errors its
/// own. What holds for every path there, matched or not, is in <see cref="BinPipeline"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BinEndpointAttribute
    : Attribute,
        IResourceFilter,
        IActionFilter,
        IApiDescriptionVisibilityProvider,
        ISkipStatusCodePagesMetadata
{
    public bool IgnoreApi => false;

    /// <summary>Model binding would read a form to look for route parameters in it.</summary>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context) { }

    public void OnActionExecuting(ActionExecutingContext context)
    {
        if (!context.ModelState.IsValid)
        {
            var (name, entry) = context.ModelState.First(pair => pair.Value?.Errors.Count > 0);
            context.Result = new BinError(StatusCodes.Status400BadRequest, $"{name}: {entry!.Errors[0].ErrorMessage}");
        }
    }

    public void OnActionExecuted(ActionExecutedContext context) { }
}
