using LearnWeb.Http;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Pipeline;

/// <summary>
/// What follows a form that did its work: the page to look at, by GET, so that a reload posts nothing again.
/// </summary>
internal static class PostRedirect
{
    // excerpt: see-other
    /// <summary>
    /// 303 See Other (RFC 9110 §15.4.4), for which ASP.NET Core has no helper, to a page of the site as
    /// <see cref="IUrlHelper"/> names it.
    /// </summary>
    public static StatusCodeResult SeeOther(this ControllerBase controller, string? url)
    {
        controller.Response.Headers.Location = UriReference.Encode(
            url ?? throw new InvalidOperationException("There is no such action.")
        );
        return controller.StatusCode(StatusCodes.Status303SeeOther);
    }
    // end: see-other
}
