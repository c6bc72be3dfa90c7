using LearnWeb.Http.HttpBin;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Status codes, with the header fields that belong to them.</summary>
public sealed class BinStatusController : BinController
{
    /// <param name="codes">One code, or several of which chance takes one: <c>200:0.9,500:0.1</c>.</param>
    [AcceptVerbs("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", Route = "/bin/status/{codes}")]
    public IActionResult Status(string codes)
    {
        if (StatusChoice.Read(codes) is not { } choice)
        {
            return Refuse("Invalid status code: write 200, or 200,404, or 200:0.9,500:0.1, each from 200 to 599.");
        }

        var code = choice.Pick(Random.Shared.NextDouble());
        Response.StatusCode = code;
        switch (code)
        {
            case 301 or 302 or 303 or 305 or 307 or 308:
                Response.Headers.Location = Within("/bin/redirect/1");
                break;
            case 401:
                Response.Headers.WWWAuthenticate = "Basic realm=\"Fake Realm\"";
                break;
            case 406:
                return Json(
                    ("accept", ImageChoice.Types),
                    ("message", "Client did not request a supported media type.")
                );
            case 407:
                Response.Headers.ProxyAuthenticate = "Basic realm=\"Fake Realm\"";
                break;
            case 418:
                Response.Headers["X-More-Info"] = "https://www.rfc-editor.org/rfc/rfc2324";
                return Sample("teapot.txt", "text/plain; charset=utf-8");
        }

        return new EmptyResult();
    }
}
