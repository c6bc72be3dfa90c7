using LearnWeb.Http;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LearnWeb.Pipeline;

/// <summary>
/// The site's own cookies. Over HTTPS their names have a prefix that only a secure origin can set (6265bis §4.1.3); a
/// cookie with the bare name is then ignored.
/// </summary>
internal static class SignInCookies
{
    /// <summary>The path of the refresh cookie, the only one that needs it.</summary>
    public const string RefreshPath = "/api/token";

    public static string SessionName(HttpRequest request) =>
        !request.IsHttps ? SiteCookies.Session
        : request.PathBase.HasValue ? SiteCookies.SubPathSession
        : SiteCookies.SecureSession;

    public static string RefreshName(HttpRequest request) =>
        request.IsHttps ? SiteCookies.SecureRefresh : SiteCookies.Refresh;

    /// <summary>The session's identifier as the browser sent it.</summary>
    public static string? Session(HttpRequest request) => request.Cookies[SessionName(request)];

    public static string? Refresh(HttpRequest request) => request.Cookies[RefreshName(request)];

    /// <summary>Sets the refresh token in a cookie that scripts cannot read and other sites cannot send.</summary>
    public static void SetRefresh(HttpContext context, string token, TimeSpan lifetime) =>
        context.Response.Cookies.Append(RefreshName(context.Request), token, RefreshOptions(context.Request, lifetime));

    public static void DeleteRefresh(HttpContext context) =>
        context.Response.Cookies.Delete(RefreshName(context.Request), RefreshOptions(context.Request, maxAge: null));

    private static CookieOptions RefreshOptions(HttpRequest request, TimeSpan? maxAge) =>
        new()
        {
            Path = request.PathBase + RefreshPath,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = request.IsHttps,
            MaxAge = maxAge,
            IsEssential = true,
        };
}

/// <summary>
/// Chooses the name of the session cookie by the connection's scheme. The cookie handler itself knows only one name.
/// </summary>
internal sealed class SessionCookieManager : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new() { ChunkSize = null };

    public string? GetRequestCookie(HttpContext context, string key) => SignInCookies.Session(context.Request);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, SignInCookies.SessionName(context.Request), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, SignInCookies.SessionName(context.Request), options);
}
