using LearnWeb.Models;
using LearnWeb.Models.Notes;

namespace LearnWeb.Rendering.Notes;

/// <summary>Draws figures of recorded traces, which only their lab can read.</summary>
public interface ITraceFigures
{
    /// <summary>The whole <c>figure</c> element.</summary>
    /// <param name="trace">The name of the trace.</param>
    /// <param name="options">How much of it to draw, one option a line.</param>
    /// <exception cref="ContentException">There is no such trace or option; the line is counted in the
    /// options.</exception>
    string Render(string trace, string options, string id, string caption, Language language);
}
