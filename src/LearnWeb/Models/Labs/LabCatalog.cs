using LearnWeb.Models.ForwardProxyLab;
using LearnWeb.Models.GetPostLab;
using LearnWeb.Models.HttpLab;
using LearnWeb.Models.Notes;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Models.SessionTokenLab;
using LearnWeb.Models.TcpLab;
using LearnWeb.Models.WebLab;
using LearnWeb.Models.WsgiLab;

namespace LearnWeb.Models.Labs;

/// <summary>The one list of labs. A lab that is not here does not exist, and is promised nowhere.</summary>
public sealed class LabCatalog : ILabCards
{
    /// <summary>All labs, in the order of their notes.</summary>
    public static IReadOnlyList<Lab> All { get; } =
    [
        new("web", "Web", LabShape.Observe, 5, WebGoals.All, WebPreset.All),
        new("http", "Http", LabShape.Run, 10, HttpGoals.All, HttpPreset.All),
        new("get-post", "GetPost", LabShape.Observe, 8, GetPostGoals.All),
        new("tcp", "Tcp", LabShape.Run, 15, TcpGoals.All, TcpPreset.All),
        new("forward-proxy", "ForwardProxy", LabShape.Run, 12, ForwardProxyGoals.All, ForwardProxyPreset.All),
        new("reverse-proxy", "ReverseProxy", LabShape.Run, 15, ReverseProxyGoals.All, ReverseProxyPreset.All),
        new("session-token", "SessionToken", LabShape.Visit, 15, SessionTokenGoals.All),
        new("wsgi", "Wsgi", LabShape.Run, 12, WsgiGoals.All, WsgiPreset.All),
    ];

    /// <summary>The lab with this slug, compared exactly, or <c>null</c>.</summary>
    public static Lab? Find(string? slug) => All.FirstOrDefault(lab => lab.Slug == slug);

    /// <summary>The lab whose controller has this name.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public static Lab OfController(string name) => All.Single(lab => $"{lab.Name}LabController" == name);

    LabCard? ILabCards.Find(string slug, Language language)
    {
        var words = UiStrings.For(language);
        return Find(slug) is { } lab ? new LabCard(lab.Title(words), lab.Summary(words), lab.Path(language)) : null;
    }
}
