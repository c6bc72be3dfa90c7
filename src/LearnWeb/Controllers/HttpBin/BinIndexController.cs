using LearnWeb.Models;
using LearnWeb.Models.Bin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Controllers;

/// <summary>The page that lists what is under <c>/bin</c>, with a command for each.</summary>
public sealed class BinIndexController : Controller
{
    [HttpGet("/bin")]
    public IActionResult Negotiate()
    {
        Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return Redirect($"~/{Language.Negotiate(Request.Headers.AcceptLanguage)}/bin");
    }

    [HttpGet("/{lang:lang}/bin")]
    public IActionResult Index()
    {
        Response.Headers.CacheControl = "no-store";
        return View(BinCatalog.Groups);
    }
}
