using LearnWeb.Models.Bin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>HTTP authentication against the user and password that the address itself names.</summary>
public sealed class BinAuthController(DigestNonces nonces) : BinController
{
    [HttpGet("/bin/basic-auth/{user}/{passwd}")]
    public IActionResult Basic(string user, string passwd)
    {
        if (IsBasic(user, passwd))
        {
            return Authenticated(user);
        }

        Response.Headers.WWWAuthenticate = "Basic realm=\"Fake Realm\"";
        return Bare(StatusCodes.Status401Unauthorized);
    }

    /// <summary>Says 404 where <c>basic-auth</c> would ask: nobody learns that there is something to sign in to.</summary>
    [HttpGet("/bin/hidden-basic-auth/{user}/{passwd}")]
    public IActionResult HiddenBasic(string user, string passwd) =>
        IsBasic(user, passwd) ? Authenticated(user) : Bare(StatusCodes.Status404NotFound);

    /// <param name="qop"><c>auth</c> or <c>auth-int</c>; anything else offers both.</param>
    /// <param name="user">Who may enter.</param>
    /// <param name="passwd">With which password.</param>
    /// <param name="algorithm"><c>MD5</c>, <c>SHA-256</c> or <c>SHA-512</c>.</param>
    [HttpGet("/bin/digest-auth/{qop}/{user}/{passwd}")]
    [HttpGet("/bin/digest-auth/{qop}/{user}/{passwd}/{algorithm}")]
    public async Task<IActionResult> Digest(string qop, string user, string passwd, string? algorithm = null)
    {
        var challenge = DigestChallenge.For(qop, algorithm);
        var given = DigestCredentials.Read(Request.Headers.Authorization);
        var body = await EchoReader.ReadBodyAsync(HttpContext);
        var right = given is not null
            && challenge.IsMetBy(given, user, passwd, Request.Method, SubPathBase.TargetOutside(HttpContext), body.Span);
        if (right && nonces.IsFresh(given!["nonce"]))
        {
            return Authenticated(user);
        }

        Response.Headers.WWWAuthenticate = challenge.Field(nonces.Make(), stale: right);
        return Bare(StatusCodes.Status401Unauthorized);
    }

    [HttpGet("/bin/bearer")]
    public IActionResult Bearer()
    {
        const string Scheme = "Bearer ";
        var field = Request.Headers.Authorization.ToString();
        if (field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && field[Scheme.Length..].Trim() is { Length: > 0 } token)
        {
            return Json(("authenticated", true), ("token", token));
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return Bare(StatusCodes.Status401Unauthorized);
    }

    private bool IsBasic(string user, string password) =>
        BasicCredentials.Read(Request.Headers.Authorization) == new BasicCredentials(user, password);

    private static IActionResult Authenticated(string user) => Json(("authenticated", true), ("user", user));
}
