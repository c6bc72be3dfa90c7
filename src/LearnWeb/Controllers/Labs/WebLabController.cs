using LearnWeb.Hosting;
using LearnWeb.Models.WebLab;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>The learner's own request: the page that is made by asking for it.</summary>
[KeepExchange]
public sealed class WebLabController(TimeProvider clock) : LabController
{
    // excerpt: action
    [HttpGet("/{lang:lang}/labs/web")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index()
    {
        var trace = RequestReader.Read(HttpContext, clock.GetUtcNow());
        await TickAsync(Reached());
        return Answer(trace, trace);
    }

    // end: action

    private IEnumerable<string> Reached()
    {
        if (Request.QueryString.HasValue)
        {
            yield return Request.Query.ContainsKey(WebPreset.LookAtAddressBar) ? WebGoals.Fragment : WebGoals.Query;
        }

        if (TraceResult.WantsJson(Request))
        {
            yield return WebGoals.Json;
        }
    }
}
