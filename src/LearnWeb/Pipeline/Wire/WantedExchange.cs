namespace LearnWeb.Pipeline;

/// <summary>Keeps the exchange of every request to it, for whoever made it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class KeepExchangeAttribute : Attribute;

/// <summary>Which exchanges are kept: those of lab pages, and those whose request asks for it.</summary>
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
    /// Passwords and tokens pass in bodies below <c>/api</c> and <c>/{lang}/account</c>. The path decides, and not the
    /// endpoint: a password with the wrong method or media type, or to a mistyped address, has no endpoint of ours.
    /// </summary>
    private static bool MayHoldSecrets(PathString path) =>
        path.Value?.ToUpperInvariant().Split('/', count: 4) is [_, "API", ..] or [_, _, "ACCOUNT", ..];
}
