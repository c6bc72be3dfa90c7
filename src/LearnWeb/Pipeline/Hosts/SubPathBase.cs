using LearnWeb.Models;

namespace LearnWeb.Pipeline;

/// <summary>
/// Makes the path that the site is shown under its <c>PathBase</c>, from which all links are made: the one that was
/// set, else the one that a known proxy names in <c>X-Forwarded-Prefix</c>. The proxy may take it away from the
/// requests it passes on, or leave it there.
/// </summary>
/// <param name="set">What was set; empty for nothing.</param>
internal sealed class SubPathBase(string set)
{
    public Task BelieveAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var subPath = set.Length > 0 ? set : SubPath.Read(request.PathBase.Value) ?? "";
        request.PathBase = subPath;
        if (subPath.Length > 0 && request.Path.StartsWithSegments(subPath, StringComparison.Ordinal, out var rest))
        {
            request.Path = rest;
        }

        return next(context);
    }

    /// <summary>The request's target as the client wrote it, sub-path and all; a whole address stays one.</summary>
    public static string TargetOutside(HttpContext context)
    {
        var target = RequestTarget.Of(context);
        return target.StartsWith('/') ? SubPath.Outside(context.Request.PathBase, target) : target;
    }
}
