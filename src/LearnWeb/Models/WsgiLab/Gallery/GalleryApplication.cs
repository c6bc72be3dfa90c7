using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab.Gallery;

/// <summary>
/// A small application at the limits of PEP 3333. The gateway refuses or reports each that breaks a rule.
/// </summary>
/// <param name="Name">Part of its address, and the marker around its code.</param>
/// <param name="File">The class, and so the file, that holds it.</param>
/// <param name="Rule">The rule it breaks; <c>null</c> if it keeps all.</param>
/// <param name="Call">The application.</param>
public sealed record GalleryApplication(string Name, string File, WsgiRule? Rule, WsgiApplication Call)
{
    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<GalleryApplication> All { get; } =
    [.. BrokenHeads.All, .. BrokenBodies.All, .. AllowedCases.All];

    /// <summary>Whether it shows what it is for only to a request with a body.</summary>
    public bool ReadsBody { get; init; }

    /// <summary>Its code: a reference as notes have them.</summary>
    public string Code => $"src/LearnWeb/Models/WsgiLab/Gallery/{File}.cs#{Name}";
}
