using LearnWeb.Models.WebLab;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>The learner's own request: the page that is made by asking for it.</summary>
[KeepExchange]
public sealed class WebLabController(TimeProvider clock) : Controller
{
    [HttpGet("/{lang:lang}/labs/web")]
    public IActionResult Index()
    {
        var trace = RequestReader.Read(HttpContext, clock.GetUtcNow());
        return new TraceResult(View(trace), trace);
    }
}
