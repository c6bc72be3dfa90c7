using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace LearnWeb.Pipeline;

/// <summary>
/// Answers HEAD wherever GET is answered (RFC 9110 §9.1); MVC alone answers 405. Kestrel drops the body.
/// </summary>
internal sealed class HeadConvention : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        foreach (var selector in action.Selectors)
        {
            for (var i = 0; i < selector.ActionConstraints.Count; i++)
            {
                if (
                    selector.ActionConstraints[i] is HttpMethodActionConstraint { } methods
                    && IsGet(methods.HttpMethods)
                )
                {
                    selector.ActionConstraints[i] = new HttpMethodActionConstraint([
                        .. methods.HttpMethods,
                        HttpMethods.Head,
                    ]);
                }
            }

            for (var i = 0; i < selector.EndpointMetadata.Count; i++)
            {
                if (selector.EndpointMetadata[i] is IHttpMethodMetadata { } methods && IsGet(methods.HttpMethods))
                {
                    selector.EndpointMetadata[i] = new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]);
                }
            }
        }
    }

    private static bool IsGet(IEnumerable<string> methods) =>
        methods.Contains(HttpMethods.Get) && !methods.Contains(HttpMethods.Head);
}
