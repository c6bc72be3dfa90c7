using LearnWeb.Hosting;
using LearnWeb.Models.ReverseProxyLab;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>The page that the reverse-proxy lab has made in several ways, made by MVC.</summary>
[OnDemoServer]
public sealed class StatusCodesController(StatusCodePage page) : Controller
{
    [HttpGet(StatusCodePage.MvcPath)]
    public IActionResult Index() => View(page.Statuses);
}
