using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Models.Notes;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Controllers;

/// <summary>The front door: the learner's own request and all stations.</summary>
public sealed class HomeController(NoteLibrary library) : Controller
{
    /// <summary>Sends the visitor to the language their browser prefers.</summary>
    [HttpGet("/")]
    [HttpGet("/notes")]
    [HttpGet("/notes/{slug}")]
    [HttpGet("/labs")]
    [HttpGet("/labs/{slug}")]
    public IActionResult Negotiate()
    {
        var language = Language.Negotiate(Request.Headers.AcceptLanguage);
        Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        // an experiment is a link
        return Redirect($"~/{language}{Request.Path.ToUriComponent().TrimEnd('/')}{Request.QueryString}");
    }

    [HttpGet("/{lang:lang}")]
    [KeepExchange]
    public IActionResult Index()
    {
        Response.Headers.CacheControl = "no-store";
        return View(new HomeViewModel(library.Current, ExchangeCapture.Present(HttpContext)!));
    }
}

/// <summary>What the home page shows.</summary>
public sealed record HomeViewModel(Journey Journey, Exchange Own);
