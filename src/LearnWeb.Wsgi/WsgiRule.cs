using System.Globalization;
using System.Resources;

namespace LearnWeb.Wsgi;

/// <summary>
/// A rule of PEP 3333 for applications that beginners often break. Its sentence is in <c>Resources/Rules.*.resx</c>
/// under its name.
/// </summary>
/// <param name="Id">The name of the rule in kebab case.</param>
/// <param name="Section">The title of the rule's section in PEP 3333.</param>
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

    /// <summary>The URL of the section.</summary>
    public string Url =>
        "https://peps.python.org/pep-3333/#"
        + string.Join('-', Section.Replace("()", "", StringComparison.Ordinal).Split('_', '/', ' ')).ToLowerInvariant();

    public static WsgiRule? Find(string? id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>The rule as a plain sentence.</summary>
    /// <param name="culture">One of the site's languages, Chinese or English.</param>
    public string Sentence(CultureInfo culture) =>
        Sentences.GetResourceSet(culture, createIfNotExists: true, tryParents: false)?.GetString(Id)
        ?? throw new MissingManifestResourceException($"Resources/Rules.{culture.Name}.resx lacks the key '{Id}'.");
}

/// <summary>
/// Is thrown when an application breaks a rule, where Python's servers raise an <c>AssertionError</c>.
/// </summary>
/// <param name="rule">The rule that was broken.</param>
/// <param name="seen">A description of what the application did: the value that it gave, or a number.</param>
public sealed class WsgiViolationException(WsgiRule rule, string seen)
    : Exception($"{rule.Sentence(WsgiRule.English)} ({seen}; PEP 3333, \"{rule.Section}\")")
{
    public WsgiRule Rule { get; } = rule;

    public string Seen { get; } = seen;

    /// <summary>Whether <c>start_response</c> raised this error again in an application in another process.</summary>
    public bool IsReraised { get; init; }
}

/// <summary>Is thrown when an application cannot be run now or took too long.</summary>
/// <param name="status">502, 503 or 504 (RFC 9110 §15.6).</param>
/// <param name="message">A sentence for the client that says what happened.</param>
public sealed class WsgiUnavailableException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>After how many seconds the client may try again (<c>Retry-After</c>), or <c>null</c>.</summary>
    public int? RetryAfter { get; init; }
}
