using System.Text;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Hosting;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>The site as a proxy shows it under <c>/learn</c>, asked as the proxy asks it.</summary>
public abstract class SubPathSite : RealSite
{
    public const string SubPath = "/learn";

    // What visitors type, and the data of drawings: no addresses.
    private static readonly HashSet<string> OtherAttributes =
    [
        "value",
        "placeholder",
        "d",
        "title",
        "aria-label",
        "alt",
        "content",
    ];

    /// <summary>Scheme and host, as the client names them.</summary>
    public string Origin => Browser.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>Gets what the client calls <paramref name="path"/>.</summary>
    public Task<HttpResponseMessage> AskAsync(string path, params (string Name, string Value)[] fields) =>
        AskAsync(HttpMethod.Get, path, content: null, fields);

    public Task<HttpResponseMessage> PostJsonAsync(string path, string json) =>
        AskAsync(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> PostFormAsync(string path, string form) =>
        AskAsync(
            HttpMethod.Post,
            path,
            new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
            ("Origin", Origin)
        );

    /// <summary>
    /// Whatever an element has that begins with a slash, or with the site's own origin, and does not go on with the
    /// sub-path.
    /// </summary>
    public IEnumerable<string> AstrayIn(IParentNode page) =>
        from element in page.QuerySelectorAll("*")
        from attribute in element.Attributes
        where
            !OtherAttributes.Contains(attribute.Name)
            || (attribute.Name == "content" && element.HasAttribute("property"))
        let place = attribute.Value.StartsWith($"{Origin}/", StringComparison.Ordinal)
            ? attribute.Value[Origin.Length..]
            : attribute.Value
        where place.StartsWith('/') && !place.StartsWith($"{SubPath}/", StringComparison.Ordinal)
        select $"<{element.LocalName} {attribute.Name}=\"{attribute.Value}\">";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Labs:Tcp:Live", "false"); // its experiments take seconds, and there are many
    }

    /// <summary>What the proxy makes of a request.</summary>
    private protected abstract HttpRequestMessage Pass(HttpMethod method, string path);

    private async Task<HttpResponseMessage> AskAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params IEnumerable<(string Name, string Value)> fields
    )
    {
        using var request = Pass(method, path);
        request.Content = content;
        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Browser.SendAsync(request);
    }
}

/// <summary>Its proxy passes paths on whole; the site has been told.</summary>
public sealed class WholePathSite : SubPathSite
{
    private protected override HttpRequestMessage Pass(HttpMethod method, string path) =>
        new(method, new Uri(path, UriKind.Relative));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Site:PathBase", SubPath);
    }
}

/// <summary>Its proxy takes the sub-path away and says so in a field.</summary>
public sealed class StrippedPathSite : SubPathSite
{
    private protected override HttpRequestMessage Pass(HttpMethod method, string path) =>
        new(method, new Uri("/" + path[SubPath.Length..].TrimStart('/'), UriKind.Relative))
        {
            Headers = { { "X-Forwarded-Prefix", SubPath } },
        };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Proxy:Known", "127.0.0.1");
    }
}
