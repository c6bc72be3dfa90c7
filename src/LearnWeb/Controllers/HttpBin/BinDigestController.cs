using System.Globalization;
using LearnWeb.Http.HttpBin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Digest authentication (RFC 7616) against the user and password that the address itself names.</summary>
public sealed class BinDigestController(DigestNonces nonces) : BinController
{
    /// <summary>How many answers a nonce is still good for, in a cookie as in httpbin.</summary>
    private const string StaleAfterCookie = "stale_after";

    /// <summary>What httpbin sets with every answer, so that a client's handling of cookies can be seen.</summary>
    private const string FakeCookie = "fake";

    [HttpGet("/bin/digest-auth/{qop}/{user}/{passwd}")]
    public Task<IActionResult> Plain(string qop) =>
        AnswerAsync(DigestChallenge.For(qop, algorithm: null), staleAfter: null);

    /// <param name="qop"><c>auth</c> or <c>auth-int</c>; anything else offers both.</param>
    /// <param name="algorithm"><c>MD5</c>, <c>SHA-256</c> or <c>SHA-512</c>.</param>
    [HttpGet("/bin/digest-auth/{qop}/{user}/{passwd}/{algorithm}")]
    public Task<IActionResult> WithAlgorithm(string qop, string algorithm) =>
        AnswerAsync(DigestChallenge.For(qop, algorithm), staleAfter: null);

    /// <param name="qop">As above.</param>
    /// <param name="algorithm">As above.</param>
    /// <param name="staleAfter">After how many right answers, told by a cookie, the nonce is stale; <c>never</c> and
    /// any other word: not before its time.</param>
    [HttpGet("/bin/digest-auth/{qop}/{user}/{passwd}/{algorithm}/{stale_after}")]
    public Task<IActionResult> WithStaleAfter(
        string qop,
        string algorithm,
        [FromRoute(Name = "stale_after")] string staleAfter
    ) => AnswerAsync(DigestChallenge.For(qop, algorithm), staleAfter);

    private async Task<IActionResult> AnswerAsync(DigestChallenge challenge, string? staleAfter)
    {
        var given = DigestCredentials.Read(Request.Headers.Authorization);
        var body = await WholeBody.ReadAsync(HttpContext);
        var isRight =
            given is not null
            && challenge.IsMetBy(
                given,
                Decoded("user"),
                Decoded("passwd"),
                Request.Method,
                SubPathBase.TargetOutside(HttpContext),
                body.Span
            );
        int? left =
            int.TryParse(
                Request.Cookies[StaleAfterCookie],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            ) && staleAfter is not null
                ? count
                : null;
        Set(FakeCookie, "fake_value");
        if (isRight && nonces.IsFresh(given!["nonce"]) && left != 0)
        {
            Set(StaleAfterCookie, left is { } more ? (more - 1).ToString(CultureInfo.InvariantCulture) : null);
            return Json(("authenticated", true), ("user", Decoded("user")));
        }

        Set(StaleAfterCookie, staleAfter);
        Response.Headers.WWWAuthenticate = challenge.Field(nonces.Make(), stale: isRight);
        return Bare(StatusCodes.Status401Unauthorized);
    }

    private void Set(string cookie, string? value)
    {
        if (value is not null)
        {
            SetCookie(cookie, value);
        }
    }
}
