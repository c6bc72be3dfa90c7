namespace LearnWeb.Tcp;

/// <summary>What a learner wants to happen: steps, within bounds.</summary>
public sealed record TcpScript(IReadOnlyList<Step> Steps)
{
    public const int MostSteps = 24;
    public const int MostConnections = 12;

    /// <summary>
    /// The longest script, in characters, a line's end being one: room for the longest steps, yet whatever is in it, it
    /// fits percent-encoded into a request line of 8 kB, and is told what is wrong with it.
    /// </summary>
    public const int MostCharacters = 800;

    /// <summary>How long a script may take; what is left of it then is not run.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Reads a script: one step a line, or separated by semicolons; empty lines are nothing.</summary>
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
    /// Parentheses, commas and digits of a Chinese keyboard as those of any other: the full-width forms of ASCII
    /// (U+FF01 to U+FF5E).
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

/// <summary>Why a script is not run, and where; what to do instead is in the resources.</summary>
/// <param name="Mistake">What is wrong.</param>
/// <param name="Line">The line, from 1; 0 where it is the script as a whole.</param>
/// <param name="Detail">The form the step should have, or what it said.</param>
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
