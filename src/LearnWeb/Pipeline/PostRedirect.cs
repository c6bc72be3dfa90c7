using LearnWeb.Models.Wire;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Pipeline;

/// <summary>
/// What follows a form that did its work: the page to look at, by GET, so that a reload posts nothing again.
/// </summary>
internal static class PostRedirect
{
    // excerpt: see-other
    /// <summary>
    /// 303 See Other (RFC 9110 §15.4.4), for which ASP.NET Core has no helper, to a path of the site.
    /// </summary>
    public static StatusCodeResult SeeOther(this ControllerBase controller, string path)
    {
        controller.Response.Headers.Location = UriReference.Encode(controller.Request.PathBase + path);
        return controller.StatusCode(StatusCodes.Status303SeeOther);
    }
    // end: see-other
}
