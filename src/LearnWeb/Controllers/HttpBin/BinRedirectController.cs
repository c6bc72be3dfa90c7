using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LearnWeb.Http.HttpBin;
using LearnWeb.Models;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Redirections that end at <c>/bin/get</c>, and one to an address of one's own.</summary>
public sealed class BinRedirectController(RedirectHosts hosts) : BinController
{
    /// <param name="n">How many redirections until the end.</param>
    /// <param name="absolute">Whether <c>Location</c> holds whole addresses.</param>
    [HttpGet("/bin/redirect/{n}")]
    public IActionResult Several([Range(1, int.MaxValue)] int n, string? absolute) =>
        "true".Equals(absolute, StringComparison.OrdinalIgnoreCase) ? Absolute(n) : Relative(n);

    [HttpGet("/bin/relative-redirect/{n}")]
    public IActionResult Relative([Range(1, int.MaxValue)] int n) =>
        LeadTo(Within(n == 1 ? "/bin/get" : FormattableString.Invariant($"/bin/relative-redirect/{n - 1}")));

    [HttpGet("/bin/absolute-redirect/{n}")]
    public IActionResult Absolute([Range(1, int.MaxValue)] int n) =>
        LeadTo(
            EchoReader.SiteOf(HttpContext)
                + Within(n == 1 ? "/bin/get" : FormattableString.Invariant($"/bin/absolute-redirect/{n - 1}"))
        );

    /// <summary>
    /// Leads to what <c>url</c> says: a path or address of this site, or one of a host that the operator named.
    /// <c>status_code</c> is from 300 to 399; any other becomes 302, as in httpbin. Both stand in the query, or else in
    /// a form.
    /// </summary>
    [AcceptVerbs("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", Route = "/bin/redirect-to")]
    public async Task<IActionResult> Chosen()
    {
        var form = EchoForm.Read(Request.ContentType, await WholeBody.ReadAsync(HttpContext));
        var fields = (FormFields.Read(Query) ?? []).Concat(form).ToList();
        string? First(string name) =>
            fields.Find(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        var here = EchoReader.SiteOf(HttpContext) + Request.PathBase.Add(Request.Path).ToUriComponent();
        if (
            !Uri.TryCreate(here, UriKind.Absolute, out var self)
            || RedirectTarget.Resolve(First("url"), self, hosts.Names) is not { } location
        )
        {
            return Refuse(
                "url must lead into this site: a path such as /bin/get, in the query or a form. The operator "
                    + "can name other hosts in Bin:RedirectHosts."
            );
        }

        // What names a path from the root means the site's root, wherever its proxy shows it.
        location = location.StartsWith('/') ? SubPath.Outside(Request.PathBase, location) : location;
        var code = First("status_code") ?? "302";
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? LeadTo(location, status is >= 300 and <= 399 ? status : StatusCodes.Status302Found)
            : Refuse($"status_code: '{code}' is not a status code.");
    }
}
