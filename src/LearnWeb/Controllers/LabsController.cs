using LearnWeb.Models.Labs;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>All labs on one page. Each lab has a controller of its own.</summary>
public sealed class LabsController : Controller
{
    [HttpGet("/{lang:lang}/labs")]
    public IActionResult Index()
    {
        Response.Headers.CacheControl = "no-store";
        return View(LabCatalog.All);
    }
}
