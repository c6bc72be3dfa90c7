using LearnWeb.Models.HttpLab;
using LearnWeb.Models.Notes;
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
        new("web", "Web", LabShape.Observe, 5, [new("query", MustDo: true), new("fragment"), new("json")])
        {
            Presets = WebPreset.All,
        },
        new(
            "http",
            "Http",
            LabShape.Run,
            10,
            [
                new(HttpGoals.Answered, MustDo: true),
                new(HttpGoals.Refused, MustDo: true),
                new(HttpGoals.NotModified, MustDo: true),
            ]
        )
        {
            Presets = HttpPreset.All,
        },
        new(
            "get-post",
            "GetPost",
            LabShape.Observe,
            8,
            [new("get", MustDo: true), new("post", MustDo: true), new("twice"), new("once")]
        ),
        new(
            "tcp",
            "Tcp",
            LabShape.Run,
            15,
            [
                new(TcpGoals.Handshake, MustDo: true),
                new(TcpGoals.Close, MustDo: true),
                new(TcpGoals.TimeWait, MustDo: true),
                new(TcpGoals.Loss),
                new(TcpGoals.Cookie),
                new(TcpGoals.Own),
            ]
        )
        {
            Presets = TcpPreset.All,
        },
        new(
            "session-token",
            "SessionToken",
            LabShape.Visit,
            15,
            [
                new(SessionTokenGoals.SessionEnds, MustDo: true),
                new(SessionTokenGoals.TokenLives, MustDo: true),
                new(SessionTokenGoals.Attacks, MustDo: true),
                new(SessionTokenGoals.Tampered),
                new(SessionTokenGoals.CrossSite),
            ]
        ),
        new(
            "wsgi",
            "Wsgi",
            LabShape.Run,
            12,
            [
                new(WsgiGoals.Bytes, MustDo: true),
                new(WsgiGoals.Refused, MustDo: true),
                new(WsgiGoals.Streamed),
                new(WsgiGoals.Compared),
            ]
        )
        {
            Presets = WsgiPreset.All,
        },
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
