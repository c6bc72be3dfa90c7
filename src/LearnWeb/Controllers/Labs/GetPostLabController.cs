using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using LearnWeb.Hosting;
using LearnWeb.Http;
using LearnWeb.Models.GetPostLab;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Controllers;

/// <summary>Two forms with the same fields: what each really sends, and what becomes of it.</summary>
[KeepExchange]
[EnableRateLimiting(LimitHosting.Experiments)]
[RereadableBody]
public sealed class GetPostLabController(
    Guestbook guestbook,
    IOptions<KestrelServerOptions> limits,
    TimeProvider clock,
    ILogger<GetPostLabController> log
) : LabController
{
    /// <summary>The forms, and what either of them sent, in whichever of its encodings. Changes nothing.</summary>
    [HttpGet("/{lang:lang}/labs/get-post")]
    [HttpPost("/{lang:lang}/labs/get-post")]
    public Task<IActionResult> Index() => ShowAsync(isExperiment: true);

    /// <summary>
    /// Adds to the guestbook and answers 200 (<c>plain</c>) or 303 (<c>redirect</c>, or with a <c>key</c> that counts
    /// once).
    /// </summary>
    [HttpPost("/{lang:lang}/labs/get-post/guestbook")]
    [OwnSiteOnly]
    public async Task<IActionResult> Sign([FromForm] GuestbookInput input)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(isExperiment: false);
        }

        var key = input.Way == GuestbookWay.Key ? input.Key : null;
        var twice = (await guestbook.ReadAsync(Learner, HttpContext.RequestAborted)).Any(entry =>
            entry.Text == input.Text
        );
        var added = await guestbook.AddAsync(Learner, input.Text, key, HttpContext.RequestAborted);
        if (added && twice)
        {
            await TickAsync(GetPostGoals.Twice);
        }

        if (!added || input.Way == GuestbookWay.Redirect)
        {
            await TickAsync(GetPostGoals.Once);
        }

        return input.Way == GuestbookWay.Plain
            ? await ShowAsync(isExperiment: false)
            : this.SeeOther($"{Url.Action(nameof(Index))}?signed={(added ? "now" : "before")}#guestbook");
    }

    [HttpPost("/{lang:lang}/labs/get-post/guestbook/clear")]
    [OwnSiteOnly]
    public async Task<IActionResult> Clear()
    {
        await guestbook.ClearAsync(Learner, HttpContext.RequestAborted);
        return this.SeeOther($"{Url.Action(nameof(Index))}#guestbook");
    }

    /// <summary>What the request after this one tells about where it came from.</summary>
    [HttpGet("/{lang:lang}/labs/get-post/next")]
    public IActionResult Next() => View("Next", ExchangeCapture.Present(HttpContext));

    /// <summary>For the methods a form cannot send. Says what arrived; changes nothing.</summary>
    [AcceptVerbs("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", Route = "/{lang:lang}/labs/get-post/methods")]
    public async Task<IActionResult> Methods()
    {
        Response.Headers.Allow = "GET, HEAD, OPTIONS, PUT, PATCH, DELETE";
        return Json(new { Request.Method, Body = Encoding.UTF8.GetString((await BodyAsync()).Span) });
    }

    private async Task<IActionResult> ShowAsync(bool isExperiment)
    {
        var trace = await TraceAsync();
        if (isExperiment && trace.IsSubmission && !Request.Query.ContainsKey("signed"))
        {
            await TickAsync(Request.Method == "GET" ? GetPostGoals.Get : GetPostGoals.Post);
        }

        var entries = await guestbook.ReadAsync(Learner, HttpContext.RequestAborted);
        var server = limits.Value.Limits;
        var page = new GetPostLabViewModel(
            trace,
            entries,
            Request.Query["signed"],
            server.MaxRequestLineSize,
            server.MaxRequestBodySize ?? long.MaxValue
        );
        return Answer(page, trace, Response.StatusCode);
    }

    private async Task<GetPostTrace> TraceAsync()
    {
        // F6: the body has passed the tap by the time it is decoded here.
        var target = RequestTarget.Of(HttpContext);
        var body = await BodyAsync();
        var media = MediaTypeHeaderValue.TryParse(Request.ContentType, out var parsed) ? parsed : null;
        var fields = media?.MediaType.Value switch
        {
            "application/x-www-form-urlencoded" => FormFields.Urlencoded(Encoding.UTF8.GetString(body.Span)),
            "multipart/form-data" when MultipartForm.BoundaryOf(Request.ContentType) is { } boundary =>
                FormFields.Multipart(body, boundary),
            "text/plain" => FormFields.Plain(Encoding.UTF8.GetString(body.Span)),
            _ => [],
        };
        var line = LogLine(target);
        log.LogInformation("{AccessLogLine}", line);
        return new GetPostTrace(
            Request.Method,
            target,
            media?.MediaType.Value ?? "",
            FormFields.Urlencoded(Request.QueryString.HasValue ? Request.QueryString.Value![1..] : ""),
            fields,
            line,
            Request.Headers.Referer.ToString(),
            ExchangeCapture.Present(HttpContext)!
        );
    }

    /// <summary>
    /// The line of an access log, in the common log format: what a server writes down of every request.
    /// </summary>
    private string LogLine(string target) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{HttpContext.Connection.RemoteIpAddress} - - [{clock.GetUtcNow():dd/MMM/yyyy:HH:mm:ss} +0000] "
                + $"\"{Request.Method} {target} {Request.Protocol}\" {Response.StatusCode} -"
        );

    private async Task<ReadOnlyMemory<byte>> BodyAsync()
    {
        Request.Body.Position = 0;
        // the server's limit is far below two gigabytes
        using var body = new MemoryStream((int)(Request.ContentLength ?? 0));
        await Request.Body.CopyToAsync(body, HttpContext.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}

/// <summary>What the guestbook's forms post.</summary>
public sealed record GuestbookInput(
    [Display(Name = "FormMessage")]
    [Required(ErrorMessage = "Field-Required")]
    [StringLength(Guestbook.LongestText, ErrorMessage = "Field-TooLong")]
        string Text,
    GuestbookWay Way,
    string? Key
);

/// <summary>How the server answers a submission.</summary>
public enum GuestbookWay
{
    /// <summary>200: a reload submits again.</summary>
    Plain,

    /// <summary>303: a reload repeats the GET only.</summary>
    Redirect,

    /// <summary>303, and a key that the form carries counts only once.</summary>
    Key,
}

/// <summary>What the lab's page shows.</summary>
/// <param name="Trace">This very request.</param>
/// <param name="Entries">The visitor's guestbook, newest first.</param>
/// <param name="LongestRequestLine">This server's limit, in bytes.</param>
/// <param name="LargestBody">This server's limit, in bytes.</param>
/// <param name="Before">What the request before this one did: added to it (<c>now</c>), or found its key used
/// (<c>before</c>).</param>
public sealed record GetPostLabViewModel(
    GetPostTrace Trace,
    IReadOnlyList<GuestbookEntry> Entries,
    string? Before,
    int LongestRequestLine,
    long LargestBody
);
