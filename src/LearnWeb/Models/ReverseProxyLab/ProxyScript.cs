namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>What a learner wants to happen at a reverse proxy: steps, within bounds.</summary>
public sealed record ProxyScript(IReadOnlyList<ProxyStep> Steps)
{
    public const int MostSteps = 24;
    public const int MostRequests = 24;

    /// <summary>
    /// The longest script, in characters, a line's end being one: percent-encoded it fits into a request line of 8 kB.
    /// </summary>
    public const int MostCharacters = 800;

    /// <summary>How long a script may take; what is left of it then is not run.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>How many requests it makes.</summary>
    public int Requests => Steps.OfType<RequestStep>().Sum(step => step.Clients.Count * step.Times);

    /// <summary>Reads a script: one step a line, or separated by semicolons; empty lines are nothing.</summary>
    public static (ProxyScript? Script, ProxyScriptError? Error) Parse(string? text)
    {
        text = Narrow(text?.ReplaceLineEndings("\n") ?? "");
        if (text.Length > MostCharacters)
        {
            return (null, new ProxyScriptError(ProxyMistake.TooLong, 0, ""));
        }

        var steps = new List<ProxyStep>();
        foreach (var (number, line) in text.Split('\n', ';').Select(line => line.Trim()).Index())
        {
            if (line.Length == 0)
            {
                continue;
            }

            var (step, error) = ProxyGrammar.Parse(line, number + 1);
            if (step is null)
            {
                return (null, error);
            }

            if (step is SettingStep && steps.Exists(earlier => earlier is RequestStep))
            {
                return (null, new ProxyScriptError(ProxyMistake.SettingTooLate, number + 1, line));
            }

            steps.Add(step);
        }

        var script = new ProxyScript(steps);
        return script.Check() is { } mistake ? (null, new ProxyScriptError(mistake, 0, "")) : (script, null);
    }

    /// <summary>The script as a learner would write it, one step a line.</summary>
    public override string ToString() => string.Join('\n', Steps);

    /// <summary>The full-width forms of ASCII, which a Chinese keyboard gives (U+FF01 to U+FF5E), as ASCII.</summary>
    private static string Narrow(string text) =>
        string.Concat(text.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));

    private ProxyMistake? Check() =>
        Steps switch
        {
            { Count: 0 } => ProxyMistake.Empty,
            { Count: > MostSteps } => ProxyMistake.TooManySteps,
            _ when Requests == 0 => ProxyMistake.NoRequest,
            _ when Requests > MostRequests => ProxyMistake.TooManyRequests,
            _ when Steps.OfType<WaitStep>().Sum(wait => wait.Milliseconds) > Longest.TotalMilliseconds =>
                ProxyMistake.TooMuchWaiting,
            _ => null,
        };
}

/// <summary>Why a script is not run, and where; the words are in the resources.</summary>
/// <param name="Mistake">What is wrong.</param>
/// <param name="Line">The line, from 1; 0 where it is the script as a whole.</param>
/// <param name="Detail">The form the step should have, or what it said.</param>
public sealed record ProxyScriptError(ProxyMistake Mistake, int Line, string Detail);

public enum ProxyMistake
{
    Empty,
    TooLong,
    TooManySteps,
    TooManyRequests,
    TooMuchWaiting,
    NoRequest,
    UnknownStep,
    WrongForm,
    OutOfRange,

    /// <summary>A setting of the proxy after a request: it has been started with others.</summary>
    SettingTooLate,

    /// <summary>A field that frames the message, or names the request for the lab itself.</summary>
    ReservedField,

    /// <summary>A cookie of the site's own, which no lab passes on.</summary>
    OwnCookie,
    UnknownPreset,
    UnknownEngine,
}
