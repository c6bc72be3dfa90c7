using LearnWeb.Http;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>One kept exchange, for whoever holds its identifier.</summary>
public sealed class WireController(ExchangeStore exchanges) : Controller
{
    /// <summary>
    /// The exchange as a page, as JSON, or (<c>part=cards</c>) as the cards alone, for a page to put in.
    /// </summary>
    [HttpGet("/wire/{id:length(22)}")]
    public IActionResult Index(string id, string? part)
    {
        Response.Headers.CacheControl = "no-store";
        // F11: stored when the answer had ended.
        if (exchanges.Find(id) is not { } exchange)
        {
            return NotFound();
        }

        return part == "cards" ? PartialView("_Exchange", exchange) : new TraceResult(View(exchange), exchange);
    }
}
