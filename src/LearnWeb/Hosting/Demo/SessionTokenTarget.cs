using System.Text.Json;
using LearnWeb.Models.SessionTokenLab;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LearnWeb.Hosting;

/// <summary>
/// What the session and token lab's experiments talk to, on the <see cref="DemoServer"/>: sign-in, sign-out, and an
/// account to be let into.
/// </summary>
internal static class SessionTokenTarget
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/lab/sign-in", SignInAsync).DisableAntiforgery();
        endpoints.MapPost("/lab/sign-out", SignOutAsync).DisableAntiforgery();
        endpoints.MapPost("/lab/revoke", RevokeAsync).DisableAntiforgery();
        endpoints.MapPost("/lab/refresh", RefreshAsync).DisableAntiforgery();
        endpoints.MapGet(
            "/lab/account",
            (HttpContext context, CredentialIssuers issuers) =>
                AccountAsync(context, issuers.First, knowsDenyList: true)
        );
        endpoints.MapGet(
            "/second/account",
            (HttpContext context, CredentialIssuers issuers) =>
                AccountAsync(context, issuers.Second, knowsDenyList: false)
        );
    }

    private static async Task<IResult> SignInAsync(HttpContext context, CredentialIssuers issuers, VisitStore visits)
    {
        var (visit, state, way) = await ReadAsync(context, visits);
        if (state is null)
        {
            return Results.BadRequest();
        }

        var lifetime =
            context.Request.Form["short"] == "true" ? CredentialIssuer.ShortLifetime : CredentialIssuer.Lifetime;
        var credential = await issuers.First.IssueAsync(visit, state, way, lifetime, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        if (way is Way.Jwt or Way.DenyList)
        {
            var refresh = await issuers.Families.BeginAsync(visit, browser: null, context.RequestAborted);
            return Json(
                new
                {
                    access_token = credential,
                    token_type = "Bearer",
                    expires_in = (int)lifetime.TotalSeconds,
                    refresh_token = refresh.Token,
                }
            );
        }

        var (name, value) =
            way == Way.Session ? (CookieNames.Session, credential) : (CookieNames.Ticket, $"{visit}.{credential}");
        context.Response.Headers.SetCookie = $"{name}={value}; path=/; samesite=lax; httponly";
        return Results.NoContent();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, CredentialIssuers issuers, VisitStore visits)
    {
        var (visit, state, way) = await ReadAsync(context, visits);
        if (state is null || !state.Credentials.TryGetValue(way, out var credential))
        {
            return Results.BadRequest();
        }

        await issuers.First.SignOutAsync(visit, way, credential, context.RequestAborted);
        if (way is Way.Session or Way.Cookie)
        {
            context.Response.Headers.SetCookie =
                $"{(way == Way.Session ? CookieNames.Session : CookieNames.Ticket)}=; expires=Thu, 01 Jan "
                + "1970 00:00:00 GMT; path=/; samesite=lax; httponly";
        }

        return Results.NoContent();
    }

    /// <summary>Signs out everywhere: whatever there is on the server.</summary>
    private static async Task<IResult> RevokeAsync(HttpContext context, CredentialIssuers issuers, VisitStore visits)
    {
        var (visit, state, way) = await ReadAsync(context, visits);
        if (state is null)
        {
            return Results.BadRequest();
        }

        await issuers.First.RevokeAsync(visit, way, context.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<IResult> RefreshAsync(HttpContext context, CredentialIssuers issuers)
    {
        var refreshed = await issuers.Families.RotateAsync(
            context.Request.Form["refresh_token"],
            context.RequestAborted
        );
        return refreshed.Next is { } next
            ? Json(new { refresh_token = next.Token })
            : Refuse(context, refreshed.Outcome.ToString(), isToken: false);
    }

    private static async Task<IResult> AccountAsync(HttpContext context, CredentialIssuer issuer, bool knowsDenyList)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var (admission, by) =
            authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                ? (
                    await issuer.AdmitTokenAsync(
                        authorization["Bearer ".Length..],
                        knowsDenyList,
                        context.RequestAborted
                    ),
                    "token"
                )
            : context.Request.Cookies[CookieNames.Ticket] is { } ticket
                ? (await issuer.AdmitCookieAsync(ticket, context.RequestAborted), "cookie")
            : context.Request.Cookies[CookieNames.Session] is { } id
                ? (await issuer.AdmitSessionAsync(id, context.RequestAborted), "session")
            : (new Admission(false), "");
        return admission.Admitted
            ? Json(new { user = "ada", by })
            : Refuse(context, admission.Reason, isToken: by == "token");
    }

    // Of a known length, so that it is one piece in the answer's bytes.
    private static FileContentHttpResult Json(object value) =>
        TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(value), "application/json");

    /// <summary>Only a bearer token is told in the challenge what is wrong with it (RFC 6750 §3.1).</summary>
    private static ContentHttpResult Refuse(HttpContext context, string reason, bool isToken)
    {
        context.Response.Headers.WWWAuthenticate = isToken
            ? $"Bearer error=\"invalid_token\", error_description=\"{reason}\""
            : "Bearer";
        return TypedResults.Content(reason, "text/plain; charset=utf-8", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static async Task<(string Visit, VisitState? State, Way Way)> ReadAsync(
        HttpContext context,
        VisitStore visits
    )
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var visit = form["visit"].ToString();
        return Enum.TryParse<Way>(form["way"], out var way) && Enum.IsDefined(way)
            ? (visit, await visits.ReadAsync(visit, context.RequestAborted), way)
            : (visit, null, default);
    }
}
