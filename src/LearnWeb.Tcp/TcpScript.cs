namespace LearnWeb.Tcp;

/// <summary>The steps that a learner wants to run; their number is limited.</summary>
public sealed record TcpScript(IReadOnlyList<Step> Steps)
{
    public const int MostSteps = 24;
    public const int MostConnections = 12;

    /// <summary>
    /// The length of the longest script in characters, where a line end counts as one. It has room for the longest
    /// steps. Any script of this length still fits, percent-encoded, into a request line of 8 kB, so that its errors
    /// can be shown.
    /// </summary>
    public const int MostCharacters = 800;

    /// <summary>How long a script may run. Steps that are left after this time are not run.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Parses a script: one step per line, or several separated by semicolons. Empty lines are skipped.
    /// </summary>
    public static (TcpScript? Script, ScriptError? Error) Parse(string? text)
    {
        text = Narrow(text?.ReplaceLineEndings("\n") ?? "");
        if (text.Length > MostCharacters)
        {
            return (null, new ScriptError(ScriptMistake.TooLong, 0, ""));
        }

        var steps = new List<Step>();
        foreach (var (number, line) in text.Split('\n', ';').Select(line => line.Trim()).Index())
        {
            if (line.Length == 0)
            {
                continue;
            }

            var (step, error) = StepGrammar.Parse(line, number + 1);
            if (step is null)
            {
                return (null, error);
            }

            steps.Add(step);
        }

        var script = new TcpScript(steps);
        return script.Check() is { } mistake ? (null, new ScriptError(mistake, 0, "")) : (script, null);
    }

    /// <summary>The script as a learner would write it, one step a line.</summary>
    public override string ToString() => string.Join('\n', Steps);

    /// <summary>
    /// Replaces the full-width forms of ASCII (U+FF01 to U+FF5E), which a Chinese keyboard produces for parentheses,
    /// commas and digits, by ASCII.
    /// </summary>
    private static string Narrow(string text) =>
        string.Concat(text.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));

    private ScriptMistake? Check() =>
        Steps switch
        {
            { Count: 0 } => ScriptMistake.Empty,
            { Count: > MostSteps } => ScriptMistake.TooManySteps,
            _ when Steps.OfType<ConnectStep>().Count() > MostConnections => ScriptMistake.TooManyConnections,
            _ when Steps.OfType<WaitStep>().Sum(wait => (long)wait.Milliseconds) > Longest.TotalMilliseconds =>
                ScriptMistake.TooMuchWaiting,
            _ => null,
        };
}

/// <summary>
/// The reason why a script is not run, and the place of the error. The resources say what to do instead.
/// </summary>
/// <param name="Mistake">The kind of error.</param>
/// <param name="Line">The number of the line, from 1; 0 if the error concerns the script as a whole.</param>
/// <param name="Detail">The form that the step should have, or the text of the line.</param>
public sealed record ScriptError(ScriptMistake Mistake, int Line, string Detail);

public enum ScriptMistake
{
    Empty,
    TooLong,
    TooManySteps,
    TooManyConnections,
    TooMuchWaiting,
    UnknownStep,
    WrongForm,
    OutOfRange,
    UnknownPreset,
}
