using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>
/// The public keys that validate this site's access tokens (RFC 7517 §5), retired ones among them until their last
/// token has expired.
/// </summary>
public sealed class JwksController(SigningKeys keys) : ControllerBase
{
    private const int FiveMinutes = 300;

    [HttpGet("/.well-known/jwks.json")]
    [ResponseCache(Duration = FiveMinutes)]
    public IActionResult Index() =>
        new JsonResult(new { keys = keys.Published() }) { ContentType = "application/jwk-set+json" };
}
