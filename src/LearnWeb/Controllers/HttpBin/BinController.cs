using LearnWeb.Http.HttpBin;
using LearnWeb.Models.Bin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Controllers;

/// <summary>What the controllers of <c>/bin</c> share. They take what anyone sends, as httpbin does.</summary>
[BinEndpoint]
[IgnoreAntiforgeryToken]
public abstract class BinController : ControllerBase
{
    /// <summary>Every part of an echo.</summary>
    private protected static readonly string[] Everything =
    [
        "args",
        "data",
        "files",
        "form",
        "headers",
        "json",
        "method",
        "origin",
        "url",
    ];

    /// <summary>An echo of the request with the named parts only.</summary>
    private protected async Task<IActionResult> EchoAsync(params string[] parts) =>
        new JsonAnswer((await EchoReader.ReadAsync(HttpContext)).Select(parts));

    private protected static IActionResult Json(params ReadOnlySpan<(string Name, object? Value)> members) =>
        new JsonAnswer(BinJson.Of(members));

    private protected static IActionResult Sample(string name, string contentType) =>
        new BinAnswer(BinSamples.Read(name), contentType);

    /// <summary>The query without its <c>?</c>, as it arrived; <c>null</c> if there is none.</summary>
    private protected string? Query => Request.QueryString.HasValue ? Request.QueryString.Value![1..] : null;

    /// <summary>A path of the site as its host has it, under the sub-path if there is one.</summary>
    private protected string Within(string path) => Request.PathBase + path;

    /// <summary>
    /// The value of a string in the route, percent-decoded once: routing leaves an encoded slash as it is, which then
    /// looks like one that was encoded twice.
    /// </summary>
    private protected string Decoded(string name)
    {
        var value = (string)RouteData.Values[name]!;
        if (!value.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        var template = ControllerContext.ActionDescriptor.AttributeRouteInfo!.Template!.Split('/');
        var fromEnd = template.Length - Array.IndexOf(template, $"{{{name}}}");
        var path = RequestTarget.Of(HttpContext).Split('?')[0].TrimEnd('/').Split('/');
        return fromEnd <= path.Length ? Uri.UnescapeDataString(path[^fromEnd]) : value;
    }

    /// <summary>Sets a cookie, or removes it, after <see cref="BinCookiePolicy"/> let it pass.</summary>
    private protected void SetCookie(string name, string? value) =>
        Response.Headers.Append(HeaderNames.SetCookie, BinCookies.Field(name, value, Within("/bin"), Request.IsHttps));

    /// <summary>A status with no body.</summary>
    private protected EmptyResult Bare(int status)
    {
        Response.StatusCode = status;
        return new EmptyResult();
    }

    /// <summary>A redirection; its <c>Location</c> was made or checked here.</summary>
    private protected EmptyResult LeadTo(string location, int status = StatusCodes.Status302Found)
    {
        Response.Headers.Location = location;
        return Bare(status);
    }

    private protected static IActionResult Refuse(string detail) =>
        new BinError(StatusCodes.Status400BadRequest, detail);
}
