using LearnWeb.Models.Labs;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>
/// What the controllers of labs share: which lab it is, the page or the trace as an answer, and the goals. A lab's page
/// is the view <c>Index</c>.
/// </summary>
[ResponseCache(NoStore = true)]
public abstract class LabController : Controller
{
    private static readonly TimeSpan BrowserPatience = TimeSpan.FromSeconds(1);

    /// <summary>The lab in the catalog that is named like the controller.</summary>
    protected Lab Lab => field ??= LabCatalog.OfController(GetType().Name);

    /// <summary>
    /// Who is asking, to whom what the lab keeps belongs. A newcomer is given the cookie; so nothing that another
    /// site's form may send asks for it, since that comes without the cookie of who is known.
    /// </summary>
    protected string Learner => Visitor.Greet(HttpContext);

    /// <summary>
    /// How long this request waits for its turn: a program until it has it, a browser until it is told its place.
    /// </summary>
    protected TimeSpan Patience => TraceResult.WantsJson(Request) ? WaitingLine.Longest : BrowserPatience;

    /// <summary>The lab's page, with nothing run.</summary>
    protected ViewResult Page(object page) => Page(page, "Index");

    private ViewResult Page(object page, string view)
    {
        Visitor.Greet(HttpContext);
        ViewData["Lab"] = Lab; // and so it is laid out as a lab's: Views/Shared/_LabLayout.cshtml
        return View(view, page);
    }

    /// <summary>What an experiment showed: on the lab's page for a browser, as JSON for a program.</summary>
    /// <param name="view">Another page than the lab's first.</param>
    protected IActionResult Answer(
        object page,
        object trace,
        int status = StatusCodes.Status200OK,
        string view = "Index"
    )
    {
        var shown = Page(page, view);
        shown.StatusCode = status;
        return new TraceResult(shown, trace);
    }

    /// <summary>Why nothing was run: 400, on the page with the learner's input still in it, or as JSON.</summary>
    protected IActionResult Refuse(object page, object error) =>
        Answer(page, new { Error = error }, StatusCodes.Status400BadRequest);

    /// <summary>
    /// Has a browser that waits for its turn ask again by itself, script or no script; tells who was turned away when
    /// to come back.
    /// </summary>
    /// <param name="turn">Its place in the line; <c>null</c> where it has not waited.</param>
    /// <param name="query">What it asked.</param>
    protected void AskAgain(Turn? turn, QueryString query)
    {
        if (turn is { IsTurnedAway: false })
        {
            var again = query.Add("ticket", turn.Ticket);
            Response.Headers.Append("Refresh", $"1; url={Request.PathBase}{Request.Path}{again}");
        }
        else if (turn is not null)
        {
            Response.Headers.RetryAfter = "10";
        }
    }

    /// <summary>The status of a page that waits in the line: no failure yet, but no answer either.</summary>
    protected static int StatusOf(Turn turn) =>
        turn.IsTurnedAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status202Accepted;

    /// <summary>Ticks what the server has seen this learner do.</summary>
    protected async Task TickAsync(params IEnumerable<string> reached)
    {
        var goals = HttpContext.RequestServices.GetRequiredService<GoalStore>();
        foreach (var goal in reached)
        {
            await goals.TickAsync(HttpContext, Lab, goal);
        }
    }
}
