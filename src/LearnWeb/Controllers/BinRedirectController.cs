using LearnWeb.Models;
using LearnWeb.Models.Bin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Redirections that end at <c>/bin/get</c>, and one to an address of one's own.</summary>
public sealed class BinRedirectController(RedirectHosts hosts) : BinController
{
    /// <param name="n">How many redirections until the end.</param>
    /// <param name="absolute">Whether <c>Location</c> holds whole addresses.</param>
    [HttpGet("/bin/redirect/{n:int:min(1)}")]
    public IActionResult Several(int n, string? absolute) =>
        "true".Equals(absolute, StringComparison.OrdinalIgnoreCase) ? Absolute(n) : Relative(n);

    [HttpGet("/bin/relative-redirect/{n:int:min(1)}")]
    public IActionResult Relative(int n) => LeadTo(Within(n == 1 ? "/bin/get" : FormattableString.Invariant($"/bin/relative-redirect/{n - 1}")));

    [HttpGet("/bin/absolute-redirect/{n:int:min(1)}")]
    public IActionResult Absolute(int n) => LeadTo(
        EchoReader.SiteOf(HttpContext) + Within(n == 1 ? "/bin/get" : FormattableString.Invariant($"/bin/absolute-redirect/{n - 1}")));

    /// <param name="url">Where to: a path or address of this site, or one of a host that the operator named.</param>
    /// <param name="status">From 300 to 399; any other becomes 302, as in httpbin.</param>
    [AcceptVerbs("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", Route = "/bin/redirect-to")]
    public IActionResult Chosen(string? url, [FromQuery(Name = "status_code")] int status = StatusCodes.Status302Found)
    {
        var here = EchoReader.SiteOf(HttpContext) + Request.PathBase.Add(Request.Path).ToUriComponent();
        if (!Uri.TryCreate(here, UriKind.Absolute, out var self) || RedirectTarget.Resolve(url, self, hosts.Names) is not { } location)
        {
            return Refuse("url must lead into this site: a path such as /bin/get. The operator can name other hosts in Bin:RedirectHosts.");
        }

        // What names a path from the root means the site's root, wherever its proxy shows it.
        location = location.StartsWith('/') ? SubPath.Outside(Request.PathBase, location) : location;
        return LeadTo(location, status is >= 300 and <= 399 ? status : StatusCodes.Status302Found);
    }
}
