using System.Text.Json.Serialization;
using LearnWeb.Http;
using LearnWeb.Http.Proxying;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>Who serves the page: a server from a file, or an application that makes it.</summary>
public enum PageServer
{
    Nginx,
    Kestrel,
    Mvc,
    Flask,
    Django,
}

/// <summary>What each server is asked.</summary>
public enum PageQuestion
{
    /// <summary>The page.</summary>
    Whole,

    /// <summary>
    /// The page once more, if it has changed, by the validators of the first answer (RFC 9110 §13.1).
    /// </summary>
    Unchanged,

    /// <summary>The first bytes of the page (RFC 9110 §14.2).</summary>
    Part,

    /// <summary>The page compressed by gzip, if the server likes (RFC 9110 §12.5.3).</summary>
    Compressed,
}

/// <summary>One and the same page from several servers.</summary>
/// <param name="Configuration">What nginx was told; <c>null</c> where it did not run.</param>
/// <param name="Servers">What each of them did.</param>
/// <param name="Fallback">
/// A request for the file and one that no file answers, each with its hops: nginx turns to the application only for the
/// second.
/// </param>
/// <param name="Failure">What nginx said where it did not start.</param>
public sealed record PageComparison(
    string? Configuration,
    IReadOnlyList<ServedPage> Servers,
    IReadOnlyList<IReadOnlyList<TracedHop>> Fallback,
    string? Failure = null
);

/// <summary>What one server did.</summary>
/// <param name="Answers">To what it was asked; none if it is not installed here.</param>
/// <param name="Timing">How fast it answered; <c>null</c> if it did not serve the page.</param>
public sealed record ServedPage(
    [property: JsonConverter(typeof(JsonStringEnumConverter<PageServer>))] PageServer Server,
    IReadOnlyList<AskedPage> Answers,
    PageTiming? Timing
)
{
    /// <summary>Whether it gave what the question asks for; <c>null</c> if there was nothing to ask with.</summary>
    public bool? Gives(PageQuestion question) => Answers.FirstOrDefault(asked => asked.Question == question)?.IsGiven;
}

/// <summary>A question and its answer, as bytes.</summary>
public sealed record AskedPage(
    [property: JsonConverter(typeof(JsonStringEnumConverter<PageQuestion>))] PageQuestion Question,
    RawMessage Request,
    RawMessage Response
)
{
    [JsonIgnore]
    public MessageReader Head => FinalResponse.Read(Response.Bytes, "GET");

    /// <summary>Whether the server did what it was asked, and not only what it may always do.</summary>
    public bool IsGiven =>
        Question switch
        {
            PageQuestion.Unchanged => Head.Status == 304,
            PageQuestion.Part => Head.Status == 206,
            PageQuestion.Compressed => Head.Lists("Content-Encoding", "gzip"),
            _ => Head.Status == 200,
        };
}

/// <summary>How long single requests took, one after the other on one connection.</summary>
/// <param name="Requests">How many there were.</param>
/// <param name="MedianMs">Half of them took no longer, in milliseconds.</param>
/// <param name="P95Ms">95 of 100 took no longer, in milliseconds.</param>
public sealed record PageTiming(int Requests, double MedianMs, double P95Ms)
{
    /// <param name="milliseconds">At least one.</param>
    public static PageTiming Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return new(sorted.Length, At(0.5), At(0.95));

        // The nearest rank: the smallest value that is not below so large a share of all.
        double At(double share) => Math.Round(sorted[(int)Math.Ceiling(share * sorted.Length) - 1], 3);
    }
}
