namespace LearnWeb.Pipeline;

/// <summary>
/// Answers OPTIONS wherever anything is answered: 204 and <c>Allow</c> (RFC 9110 §9.3.7). Endpoints that take OPTIONS
/// themselves, such as WSGI applications, are left alone.
/// </summary>
internal sealed class OptionsMethod(RequestDelegate next, RequestDelegate routing)
{
    /// <summary>The target of who asks about the server as a whole (RFC 9112 §3.2.4).</summary>
    private const string Asterisk = "*";

    private static readonly string[] Methods =
    [
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
        HttpMethods.Put,
        HttpMethods.Patch,
        HttpMethods.Delete,
        HttpMethods.Trace,
    ];

    public async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsOptions(context.Request.Method) || context.GetEndpoint() is RouteEndpoint)
        {
            await next(context);
            return;
        }

        var methods = RequestTarget.Of(context) == Asterisk ? Methods : await MethodsOfAsync(context);
        if (methods.Count == 0)
        {
            await next(context); // nothing is here
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = string.Join(", ", methods.Append(HttpMethods.Options));
    }

    /// <summary>
    /// Asks routing about each method. What it says by itself when none fits names the methods of routes whose
    /// constraints this path does not meet, too.
    /// </summary>
    private async Task<IReadOnlyCollection<string>> MethodsOfAsync(HttpContext context)
    {
        var found = new List<string>();
        foreach (var method in Methods)
        {
            context.SetEndpoint(null);
            context.Request.Method = method;
            await routing(context);
            if (context.GetEndpoint() is RouteEndpoint)
            {
                found.Add(method);
            }
        }

        context.SetEndpoint(null);
        context.Request.Method = HttpMethods.Options;
        return found;
    }
}

internal static class OptionsMethodExtensions
{
    /// <summary>The last before the endpoints.</summary>
    public static void UseOptionsMethod(this WebApplication app)
    {
        var routing = new Lazy<RequestDelegate>(() => Routing(app)); // made once the endpoints are mapped
        app.Use(next => new OptionsMethod(next, context => routing.Value(context)).AnswerAsync);
    }

    /// <summary>Chooses an endpoint of the site for a request, and does nothing with it.</summary>
    private static RequestDelegate Routing(WebApplication app)
    {
        var branch = ((IApplicationBuilder)app).New();
        branch.UseRouting();
        branch.Run(_ => Task.CompletedTask);
        branch.UseEndpoints(endpoints =>
        {
            foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
            {
                endpoints.DataSources.Add(source);
            }
        });
        return branch.Build();
    }
}
