using System.Globalization;
using LearnWeb.Models;
using Microsoft.AspNetCore.Diagnostics;

namespace LearnWeb.Pipeline;

/// <summary>The language of a request: its path's first segment, else what the browser prefers.</summary>
internal static class RequestLanguage
{
    /// <summary>The name of the route constraint that admits only the site's language codes.</summary>
    public const string Constraint = "lang";

    public static Language Language(this HttpContext context) =>
        Models.Language.Find(context.Request.RouteValues["lang"] as string)
        ?? OfPath(
            context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
                ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Path
        )
        ?? OfPath(context.Request.Path)
        ?? Models.Language.Negotiate(context.Request.Headers.AcceptLanguage);

    /// <summary>Formats numbers and dates in the page's language.</summary>
    public static IApplicationBuilder UseRequestLanguage(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = context.Language().Culture;
                return next(context);
            }
        );

    private static Language? OfPath(string? path) => Models.Language.Find(path?.Split('/', 3).ElementAtOrDefault(1));
}

/// <summary>Admits <c>zh</c> and <c>en</c>, in lower case only: each page has one address.</summary>
internal sealed class LanguageConstraint : IRouteConstraint
{
    public bool Match(
        HttpContext? httpContext,
        IRouter? route,
        string routeKey,
        RouteValueDictionary values,
        RouteDirection routeDirection
    ) => Models.Language.Find(values[routeKey] as string) is not null;
}
