using LearnWeb.Http;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab;

/// <summary>What happened to one request, on the wire and at the border between server and application.</summary>
/// <param name="App">The application that was called, or was to be.</param>
/// <param name="Request">The bytes that were sent.</param>
/// <param name="Response">The bytes that came back.</param>
/// <param name="Ending">How the connection ended.</param>
/// <param name="Environ">The environ, each variable with the bytes it came from; empty if the request reached no
/// application.</param>
/// <param name="Events">Every step, in order.</param>
/// <param name="Losses">What the wire had and the environ has not.</param>
/// <param name="Comparison">The environ that Python saw for the same request, beside this one; empty if Python did not
/// say, <c>null</c> if it was not asked for.</param>
public sealed record WsgiTrace(
    string App,
    RawMessage Request,
    RawMessage Response,
    Ending Ending,
    IReadOnlyList<TracedVariable> Environ,
    IReadOnlyList<WsgiEvent> Events,
    IReadOnlyList<LostDetail> Losses,
    IReadOnlyList<ComparedVariable>? Comparison
)
{
    /// <summary>The rules that were broken.</summary>
    public IEnumerable<WsgiRule> BrokenRules =>
        Events
            .Where(step => step.Kind == WsgiEventKind.Broken)
            .Select(step => WsgiRule.Find(step.Rule))
            .OfType<WsgiRule>();
}

/// <summary>One variable of an environ and where it came from.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value; a string has one character for each byte.</param>
/// <param name="Meaning">The text those bytes are in UTF-8, where it is not plain ASCII.</param>
/// <param name="Sources">The bytes of the request it was made from; none if it comes from the server.</param>
public sealed record TracedVariable(string Key, string Value, string? Meaning, IReadOnlyList<ByteSpan> Sources);

/// <summary>One variable as two applications saw it; <c>null</c> where one has none.</summary>
public sealed record ComparedVariable(string Key, string? CSharp, string? Python)
{
    public bool IsSame => CSharp == Python;
}
