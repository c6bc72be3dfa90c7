using System.Text.Json;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// A page that can be a file as well as the work of an application, which makes it of data and a template. A test holds
/// that all ways make the same bytes.
/// </summary>
/// <param name="folder">Where the file, its compressed twin, and the data are.</param>
public sealed class StatusCodePage(string folder)
{
    /// <summary>The file's name; the same with <c>.gz</c> is the file compressed.</summary>
    public const string FileName = "status-codes.html";

    /// <summary>Where Kestrel has it from the file, and where MVC makes it, on the labs' own server.</summary>
    public const string FilePath = $"/labs/page/{FileName}",
        MvcPath = "/labs/page/status-codes";

    /// <summary>Where the two applications behind the WSGI gateway make it.</summary>
    public const string FlaskPath = "/wsgi/flask/status-codes",
        DjangoPath = "/wsgi/django/status-codes";

    private IReadOnlyList<StatusCodeRow>? _statuses;

    public string Folder => folder;

    /// <summary>The rows of the page's table.</summary>
    /// <exception cref="IOException">The site's content is other notes, without this page.</exception>
    public IReadOnlyList<StatusCodeRow> Statuses =>
        _statuses ??= JsonSerializer.Deserialize<StatusCodeRow[]>(
            File.ReadAllText(Path.Combine(folder, "status-codes.json")),
            JsonSerializerOptions.Web
        )!;
}

/// <summary>A status code of RFC 9110.</summary>
public sealed record StatusCodeRow(int Code, string Reason, string Section);
