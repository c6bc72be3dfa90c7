using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>What arrived, sent back as JSON.</summary>
public sealed class BinEchoController : BinController
{
    private static readonly string[] WithBody = ["args", "data", "files", "form", "headers", "json", "origin", "url"];

    [HttpGet("/bin/get")]
    public Task<IActionResult> Get() => EchoAsync("args", "headers", "origin", "url");

    [HttpPost("/bin/post")]
    public Task<IActionResult> Post() => EchoAsync(WithBody);

    [HttpPut("/bin/put")]
    public Task<IActionResult> Put() => EchoAsync(WithBody);

    [HttpPatch("/bin/patch")]
    public Task<IActionResult> Patch() => EchoAsync(WithBody);

    [HttpDelete("/bin/delete")]
    public Task<IActionResult> Delete() => EchoAsync(WithBody);

    [AcceptVerbs("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", Route = "/bin/anything")]
    public Task<IActionResult> Anything() => EchoAsync(Everything);

    /// <param name="any">Any further path; it is part of the <c>url</c> that is echoed.</param>
    [AcceptVerbs("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", Route = "/bin/anything/{**any}")]
    public Task<IActionResult> AnythingBelow(string? any) => EchoAsync(Everything);

    /// <summary>The same with an encoded slash, at which routing does not end a segment.</summary>
    [AcceptVerbs(
        "GET",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "TRACE",
        Route = "/bin/anything{slash:regex(^%2[[fF]])}/{**any}"
    )]
    [ApiExplorerSettings(IgnoreApi = true)]
    public Task<IActionResult> AnythingBehind(string? any) => EchoAsync(Everything);

    [HttpGet("/bin/headers")]
    public Task<IActionResult> Headers() => EchoAsync("headers");

    [HttpGet("/bin/ip")]
    public Task<IActionResult> Ip() => EchoAsync("origin");

    [HttpGet("/bin/user-agent")]
    public IActionResult UserAgent() =>
        Json(("user-agent", Request.Headers.UserAgent.Count == 0 ? null : Request.Headers.UserAgent.ToString()));
}
