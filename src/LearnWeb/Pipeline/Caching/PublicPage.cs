namespace LearnWeb.Pipeline;

/// <summary>
/// A page that is the same bytes for everybody: no cookie, no secret, nothing of the visitor. Only such pages are
/// kept in memory and compressed (a secret beside echoed input would leak through its compressed size).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class PublicPageAttribute : Attribute;

internal static class PublicPage
{
    public static bool IsPublicPage(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is not null;
}
