using LearnWeb.Http;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LearnWeb.Pipeline;

/// <summary>
/// The site's own cookies. On HTTPS their names carry a prefix that only a secure origin can set (6265bis §4.1.3), and
/// a cookie of the bare name is then nobody's.
/// </summary>
internal static class SignInCookies
{
    /// <summary>Where the refresh cookie is sent: to the one place that needs it.</summary>
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

    /// <summary>Gives the browser a refresh token that script cannot read and other sites cannot send.</summary>
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

/// <summary>Names the session cookie after the connection; the cookie handler itself knows only one name.</summary>
internal sealed class SessionCookieManager : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new() { ChunkSize = null };

    public string? GetRequestCookie(HttpContext context, string key) => SignInCookies.Session(context.Request);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, SignInCookies.SessionName(context.Request), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, SignInCookies.SessionName(context.Request), options);
}
