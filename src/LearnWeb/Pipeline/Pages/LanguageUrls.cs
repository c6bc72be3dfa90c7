using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Routing;

namespace LearnWeb.Pipeline;

/// <summary>
/// Makes <c>asp-action</c> and <see cref="IUrlHelper"/> lead to the page in the language of this one. Routing itself
/// takes no value over from the present request when a link leads to another action.
/// </summary>
internal sealed class LanguageUrls : IUrlHelperFactory
{
    private readonly UrlHelperFactory _urls = new();

    public IUrlHelper GetUrlHelper(ActionContext context) => new InLanguage(_urls.GetUrlHelper(context));

    private sealed class InLanguage(IUrlHelper urls) : IUrlHelper
    {
        public ActionContext ActionContext => urls.ActionContext;

        public string? Action(UrlActionContext to)
        {
            var values = new RouteValueDictionary(to.Values);
            values.TryAdd(RequestLanguage.Constraint, ActionContext.HttpContext.Language().Code);
            to.Values = values;
            return urls.Action(to);
        }

        public string? Content(string? path) => urls.Content(path);

        public bool IsLocalUrl(string? url) => urls.IsLocalUrl(url);

        public string? Link(string? route, object? values) => urls.Link(route, values);

        public string? RouteUrl(UrlRouteContext to) => urls.RouteUrl(to);
    }
}
