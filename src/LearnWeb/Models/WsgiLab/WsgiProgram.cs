using LearnWeb.Models.WsgiLab.Gallery;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab;

/// <summary>What an application behind the gateway is an example of.</summary>
public enum WsgiProgramKind
{
    /// <summary>In C#, in this process.</summary>
    CSharp,

    /// <summary>In Python, with nothing but its standard library.</summary>
    Python,

    /// <summary>In Python, on a framework that has to be installed.</summary>
    Framework,

    /// <summary>In C#, against a rule.</summary>
    Broken,

    /// <summary>In C#, a hard case that is against no rule.</summary>
    Allowed,
}

/// <summary>
/// An application that can be reached at <c>/wsgi/&lt;name&gt;</c>. Its words are in the resources under
/// <c>WsgiApp-&lt;name&gt;</c>.
/// </summary>
/// <param name="Name">Part of its address.</param>
/// <param name="Kind">What it is an example of.</param>
/// <param name="Note">The note whose folder holds its code.</param>
/// <param name="Code">Its code: a reference as notes have them.</param>
public sealed record WsgiProgram(string Name, WsgiProgramKind Kind, string Note, string Code)
{
    /// <summary>All, in the order in which they are best tried.</summary>
    public static IReadOnlyList<WsgiProgram> All { get; } =
    [
        new("echo", WsgiProgramKind.CSharp, "wsgi", "src/LearnWeb/Models/WsgiLab/EchoApplication.cs#app"),
        new("hello", WsgiProgramKind.Python, "wsgi", "apps/hello.py#app"),
        new("report", WsgiProgramKind.Python, "wsgi", "apps/echo.py#app"),
        new("upper", WsgiProgramKind.Python, "wsgi", "apps/upper.py#middleware"),
        new("ticks", WsgiProgramKind.Python, "wsgi", "apps/ticks.py#app"),
        new("environ", WsgiProgramKind.Python, "wsgi", "apps/environ.py#app"),
        new("flask", WsgiProgramKind.Framework, "flask", "guestbook.py#views"),
        new("django", WsgiProgramKind.Framework, "django", "guestbook.py#view"),
        .. GalleryApplication.All.Select(app => new WsgiProgram(
            app.Name,
            app.Rule is null ? WsgiProgramKind.Allowed : WsgiProgramKind.Broken,
            "wsgi",
            app.Code
        )
        {
            Rule = app.Rule,
            ReadsBody = app.ReadsBody,
        }),
    ];

    private static readonly Dictionary<string, WsgiProgram> ByName = All.ToDictionary(program => program.Name);

    /// <summary>The rule it breaks.</summary>
    public WsgiRule? Rule { get; private init; }

    /// <summary>Whether it shows what it is for only to a request with a body.</summary>
    public bool ReadsBody { get; private init; }

    /// <summary>The prefix it answers under: its <c>SCRIPT_NAME</c>.</summary>
    public string Mount => $"/wsgi/{Name}";

    /// <summary>Whether it needs Python.</summary>
    public bool IsPython => Kind is WsgiProgramKind.Python or WsgiProgramKind.Framework;

    /// <summary>Whether it keeps something, for each visitor apart.</summary>
    public bool IsPerVisitor => Kind == WsgiProgramKind.Framework;

    public static WsgiProgram? Find(string? name) => ByName.GetValueOrDefault(name ?? "");
}
