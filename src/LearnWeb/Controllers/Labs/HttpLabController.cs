using LearnWeb.Hosting;
using LearnWeb.Http;
using LearnWeb.Models.HttpLab;
using LearnWeb.Models.Labs;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>Write bytes, send them, see bytes.</summary>
[KeepExchange]
public sealed class HttpLabController(RawSender sender) : LabController
{
    /// <summary>The editor, with a preset in it.</summary>
    [HttpGet("/{lang:lang}/labs/http")]
    public IActionResult Index(string? preset)
    {
        var chosen = HttpPreset.All.Find(preset) ?? HttpPreset.All[0];
        return Page(new HttpLabViewModel(chosen, chosen.Text, chosen.BareLf, null, null));
    }

    /// <summary>Sends the request. Changes nothing of anybody's, so a program needs no antiforgery token.</summary>
    [HttpPost("/{lang:lang}/labs/http")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index([FromForm] HttpLabInput posted)
    {
        var (input, error) = posted.RequestBase64 is { Length: > 0 } base64
            ? RawInput.OfBase64(base64)
            : RawInput.OfText(posted.Request, posted.BareLf);
        var chosen = HttpPreset.All.Find(posted.Preset);
        if (input is null)
        {
            return Refuse(new HttpLabViewModel(chosen, posted.Request ?? "", posted.BareLf, null, error), error!);
        }

        var trace = await sender.SendAsync(input, HttpContext.RequestAborted);
        await TickAsync(HttpGoals.ReachedBy(trace));
        return Answer(new HttpLabViewModel(chosen, posted.Request ?? "", posted.BareLf, trace, null), trace);
    }
}

/// <summary>What the lab's form posts.</summary>
public sealed record HttpLabInput(string? Request, string? RequestBase64, bool BareLf, string? Preset);

/// <summary>What the lab's page shows.</summary>
/// <param name="Preset">The preset the request comes from, changed or not.</param>
/// <param name="Text">What stands in the editor.</param>
/// <param name="BareLf">Whether lines are sent with LF alone.</param>
/// <param name="Trace">What happened; <c>null</c> before anything was sent.</param>
/// <param name="Error">Why nothing was sent.</param>
public sealed record HttpLabViewModel(
    HttpPreset? Preset,
    string Text,
    bool BareLf,
    HttpTrace? Trace,
    RawInputError? Error
);
