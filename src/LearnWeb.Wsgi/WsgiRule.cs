using System.Globalization;
using System.Resources;

namespace LearnWeb.Wsgi;

/// <summary>
/// A rule that PEP 3333 gives applications, and that beginners break. Its sentence is in <c>Resources/Rules.*.resx</c>
/// under its name.
/// </summary>
/// <param name="Id">Its name, in kebab case.</param>
/// <param name="Section">The title of the section of PEP 3333 that has it.</param>
public sealed record WsgiRule(string Id, string Section)
{
    private const string StartResponse = "The start_response() Callable";
    private const string Details = "Specification Details";
    private const string Length = "Handling the Content-Length Header";

    private static readonly ResourceManager Sentences = new("LearnWeb.Wsgi.Resources.Rules", typeof(WsgiRule).Assembly);

    internal static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh");
    internal static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static readonly WsgiRule StartTwice = new("start-twice", StartResponse);
    public static readonly WsgiRule StartMissing = new("start-missing", Details);
    public static readonly WsgiRule StatusType = new("status-type", StartResponse);
    public static readonly WsgiRule StatusForm = new("status-form", StartResponse);
    public static readonly WsgiRule StatusCode = new("status-code", StartResponse);
    public static readonly WsgiRule HeadersType = new("headers-type", StartResponse);
    public static readonly WsgiRule HeaderName = new("header-name", StartResponse);
    public static readonly WsgiRule HeaderControl = new("header-control", StartResponse);
    public static readonly WsgiRule HeaderLatin1 = new("header-latin1", "Unicode Issues");
    public static readonly WsgiRule HopByHop = new("hop-by-hop", "Other HTTP Features");
    public static readonly WsgiRule LengthForm = new("length-form", Length);
    public static readonly WsgiRule NotIterable = new("not-iterable", Details);
    public static readonly WsgiRule BlockType = new("block-type", Details);
    public static readonly WsgiRule WriteInIteration = new("write-in-iteration", "The write() Callable");
    public static readonly WsgiRule TooShort = new("too-short", Length);
    public static readonly WsgiRule TooLong = new("too-long", Length);
    public static readonly WsgiRule ReadPastBody = new("read-past-body", "Input and Error Streams");
    public static readonly WsgiRule Uncaught = new("uncaught", "Error Handling");

    public static IReadOnlyList<WsgiRule> All { get; } =
    [
        StartTwice,
        StartMissing,
        StatusType,
        StatusForm,
        StatusCode,
        HeadersType,
        HeaderName,
        HeaderControl,
        HeaderLatin1,
        HopByHop,
        LengthForm,
        NotIterable,
        BlockType,
        WriteInIteration,
        TooShort,
        TooLong,
        ReadPastBody,
        Uncaught,
    ];

    /// <summary>The section's address.</summary>
    public string Url =>
        "https://peps.python.org/pep-3333/#"
        + string.Join('-', Section.Replace("()", "", StringComparison.Ordinal).Split('_', '/', ' ')).ToLowerInvariant();

    public static WsgiRule? Find(string? id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>The rule as a plain sentence.</summary>
    /// <param name="culture">Chinese or English, the languages of the site.</param>
    public string Sentence(CultureInfo culture) =>
        Sentences.GetResourceSet(culture, createIfNotExists: true, tryParents: false)?.GetString(Id)
        ?? throw new MissingManifestResourceException($"Resources/Rules.{culture.Name}.resx lacks the key '{Id}'.");
}

/// <summary>An application broke a rule: what Python's servers raise as <c>AssertionError</c>.</summary>
/// <param name="rule">Which.</param>
/// <param name="seen">What it did, as a value it gave or a number.</param>
public sealed class WsgiViolationException(WsgiRule rule, string seen)
    : Exception($"{rule.Sentence(WsgiRule.English)} ({seen}; PEP 3333, \"{rule.Section}\")")
{
    public WsgiRule Rule { get; } = rule;

    public string Seen { get; } = seen;

    /// <summary>Whether it is an error that <c>start_response</c> raised again, in an application elsewhere.</summary>
    public bool IsReraised { get; init; }
}

/// <summary>The application cannot be run now, or took too long.</summary>
/// <param name="status">502, 503 or 504 (RFC 9110 §15.6).</param>
/// <param name="message">What happened, for the client.</param>
public sealed class WsgiUnavailableException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>When it may be worth asking again, in seconds.</summary>
    public int? RetryAfter { get; init; }
}
