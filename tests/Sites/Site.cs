using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LearnWeb.Controllers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace LearnWeb.Tests;

/// <summary>
/// The whole site on the in-memory server, with the repository's content and a state folder of its own. It is right for
/// whatever is a matter of requests and responses. What is one of connections, bytes or time needs a
/// <see cref="RealSite"/>; what is one of the program (its settings, its start, its end) a <see cref="SiteProcess"/>.
/// </summary>
public class Site : WebApplicationFactory<HomeController>
{
    private readonly string _state = Directory.CreateTempSubdirectory("learnweb-").FullName;

    /// <summary>Where it keeps what survives a restart.</summary>
    public string State => _state;

    /// <summary>A client that follows no redirect and keeps no cookie: what it gets is what was sent.</summary>
    public virtual HttpClient Browser =>
        field ??= CreateClient(
            new()
            {
                BaseAddress = ClientOptions.BaseAddress,
                AllowAutoRedirect = false,
                HandleCookies = false,
            }
        );

    public async Task<IHtmlDocument> PageAsync(string path)
    {
        using var response = await Browser.GetAsync(new Uri(path, UriKind.Relative));
        return await ParseAsync(response);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Browser.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Get, path, fields);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("State:Path", _state);
        builder.UseSetting("AllowedHosts", "*"); // tests name hosts that do not exist
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Error");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_state))
        {
            Directory.Delete(_state, recursive: true);
        }
    }
}
