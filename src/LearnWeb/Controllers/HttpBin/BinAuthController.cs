using LearnWeb.Http.HttpBin;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Basic and Bearer authentication against the user and password that the address itself names.</summary>
public sealed class BinAuthController : BinController
{
    [HttpGet("/bin/basic-auth/{user}/{passwd}")]
    public IActionResult Basic()
    {
        if (IsBasic())
        {
            return Authenticated();
        }

        Response.Headers.WWWAuthenticate = "Basic realm=\"Fake Realm\"";
        return Bare(StatusCodes.Status401Unauthorized);
    }

    /// <summary>
    /// Says 404 where <c>basic-auth</c> would ask: nobody learns that there is something to sign in to.
    /// </summary>
    [HttpGet("/bin/hidden-basic-auth/{user}/{passwd}")]
    public IActionResult HiddenBasic() => IsBasic() ? Authenticated() : Bare(StatusCodes.Status404NotFound);

    [HttpGet("/bin/bearer")]
    public IActionResult Bearer()
    {
        const string Scheme = "Bearer ";
        var field = Request.Headers.Authorization.ToString();
        if (
            field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && field[Scheme.Length..].Trim() is { Length: > 0 } token
        )
        {
            return Json(("authenticated", true), ("token", token));
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return Bare(StatusCodes.Status401Unauthorized);
    }

    private bool IsBasic() =>
        BasicCredentials.Read(Request.Headers.Authorization)
        == new BasicCredentials(Decoded("user"), Decoded("passwd"));

    private IActionResult Authenticated() => Json(("authenticated", true), ("user", Decoded("user")));
}
