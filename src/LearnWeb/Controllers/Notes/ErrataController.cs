using LearnWeb.Models.Notes;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>What common notes get wrong, station by station.</summary>
public sealed class ErrataController(NoteLibrary library) : Controller
{
    [HttpGet("/{lang:lang}/errata")]
    [PublicPage]
    public IActionResult Index() => View(library.Current);
}
