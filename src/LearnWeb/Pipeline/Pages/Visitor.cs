using System.Buffers.Text;
using System.Security.Cryptography;
using LearnWeb.Http;
using LearnWeb.Models;

namespace LearnWeb.Pipeline;

/// <summary>
/// Who is asking, without a sign-in: the cookie <c>lw-visitor</c>, 128 random bits, set by lab pages. Limits are
/// counted by it, and a lab's rows belong to it. Callers without it count as one visitor for each address.
/// </summary>
internal static class Visitor
{
    private const int IdLength = 22; // 16 bytes in base64url

    /// <summary>The visitor's identifier: the cookie's, or one made of the address.</summary>
    public static string Of(HttpContext context) => Known(context) ?? $"address:{ClientAddress.Of(context)}";

    /// <summary>The identifier of the cookie, which is set if it was not there.</summary>
    public static string Greet(HttpContext context)
    {
        if (Known(context) is { } known)
        {
            return known;
        }

        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        context.Items[SiteCookies.Visitor] = id;
        context.Response.Cookies.Append(
            SiteCookies.Visitor,
            id,
            new CookieOptions
            {
                Path = SubPath.CookiePath(context.Request.PathBase),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(400), // the longest a browser keeps one (6265bis §5.5)
                IsEssential = true,
            }
        );
        return id;
    }

    /// <summary>The identifier of the cookie that the request came with; <c>null</c> for who is new.</summary>
    public static string? Returning(HttpContext context) =>
        context.Request.Cookies[SiteCookies.Visitor] is { Length: IdLength } id
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : null;

    private static string? Known(HttpContext context) =>
        context.Items[SiteCookies.Visitor] as string ?? Returning(context);
}
