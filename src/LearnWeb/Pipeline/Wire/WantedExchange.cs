namespace LearnWeb.Pipeline;

/// <summary>Keeps the exchange of every request to this action or controller, for the visitor who made it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class KeepExchangeAttribute : Attribute;

/// <summary>Decides which exchanges are kept: those of lab pages, and those whose request asks for it.</summary>
internal static class WantedExchange
{
    public static bool Is(HttpContext context) =>
        (
            context.GetEndpoint()?.Metadata.GetMetadata<KeepExchangeAttribute>() is not null
            || context.Request.Headers["X-Wire"].ToString() == "keep"
        )
        && !context.IsPublicPage()
        && !MayHoldSecrets(context.Request.Path);

    /// <summary>
    /// Bodies below <c>/api</c> and <c>/{lang}/account</c> can contain passwords and tokens. The path decides and not
    /// the endpoint, because a password that is sent with the wrong method or media type, or to a mistyped URL, reaches
    /// no endpoint.
    /// </summary>
    private static bool MayHoldSecrets(PathString path) =>
        path.Value?.ToUpperInvariant().Split('/', count: 4) is [_, "API", ..] or [_, _, "ACCOUNT", ..];
}
