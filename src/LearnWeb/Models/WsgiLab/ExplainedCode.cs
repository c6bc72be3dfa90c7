namespace LearnWeb.Models.WsgiLab;

/// <summary>One line of an application's code, with what it does.</summary>
/// <param name="Text">The line.</param>
/// <param name="Explanation">What it does; <c>null</c> where that is plain.</param>
public sealed record ExplainedLine(string Text, string? Explanation)
{
    /// <summary>
    /// The lines of a program with their explanations, which the resources hold under <c>WsgiCode-&lt;name&gt;</c>: one
    /// a line, a piece of the code it belongs to, <c>⇒</c>, and the words.
    /// </summary>
    public static IReadOnlyList<ExplainedLine> Of(string code, WsgiProgram program, UiStrings words)
    {
        var explanations = Explanations(program, words).ToList();
        return
        [
            .. code.Split('\n')
                .Select(line => new ExplainedLine(
                    line,
                    explanations.Find(known => line.Contains(known.Piece, StringComparison.Ordinal)).Words
                )),
        ];
    }

    /// <summary>Pieces of a program's code, and what they do.</summary>
    public static IEnumerable<(string Piece, string Words)> Explanations(WsgiProgram program, UiStrings words) =>
        from line in (words.Find($"WsgiCode-{program.Name}") ?? "").Split('\n')
        let parts = line.Split('⇒', 2, StringSplitOptions.TrimEntries)
        where parts.Length == 2
        select (parts[0], parts[1]);
}
