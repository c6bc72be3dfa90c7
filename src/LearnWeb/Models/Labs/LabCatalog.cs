using LearnWeb.Models.HttpLab;
using LearnWeb.Models.Notes.Rendering;
using LearnWeb.Models.SessionTokenLab;
using LearnWeb.Models.WsgiLab;

namespace LearnWeb.Models.Labs;

/// <summary>The one list of labs. A lab that is not here does not exist, and is promised nowhere.</summary>
public sealed class LabCatalog : ILabCards
{
    /// <summary>All labs, in the order of their notes.</summary>
    public static IReadOnlyList<Lab> All { get; } =
    [
        new("web", "Web", LabShape.Observe, [new("query", MustDo: true), new("fragment"), new("json")]),
        new("http", "Http", LabShape.Run, [new(HttpGoals.Answered, MustDo: true), new(HttpGoals.Refused, MustDo: true), new(HttpGoals.NotModified, MustDo: true)]),
        new("get-post", "GetPost", LabShape.Observe, [new("get", MustDo: true), new("post", MustDo: true), new("twice"), new("once")]),
        new("session-token", "SessionToken", LabShape.Visit,
        [
            new(SessionTokenGoals.SessionEnds, MustDo: true), new(SessionTokenGoals.TokenLives, MustDo: true), new(SessionTokenGoals.Attacks, MustDo: true),
            new(SessionTokenGoals.Tampered), new(SessionTokenGoals.CrossSite),
        ]),
        new("wsgi", "Wsgi", LabShape.Run, [new(WsgiGoals.Bytes, MustDo: true), new(WsgiGoals.Refused, MustDo: true), new(WsgiGoals.Streamed), new(WsgiGoals.Compared)]),
    ];

    /// <summary>The lab with this slug, compared exactly, or <c>null</c>.</summary>
    public static Lab? Find(string? slug) => All.FirstOrDefault(lab => lab.Slug == slug);

    LabCard? ILabCards.Find(string slug, Language language)
    {
        var words = UiStrings.For(language);
        return Find(slug) is { } lab ? new LabCard(lab.Title(words), lab.Summary(words), lab.Path(language)) : null;
    }
}
