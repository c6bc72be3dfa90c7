using LearnWeb.Http;

namespace LearnWeb.Models.GetPostLab;

/// <summary>What a submitted form became.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Target">The request target: what the address bar, the history and bookmarks hold.</param>
/// <param name="MediaType">The body's media type; empty without a body.</param>
/// <param name="InTarget">Fields found in the query.</param>
/// <param name="InBody">Fields found in the body.</param>
/// <param name="LogLine">The line the server wrote about this request.</param>
/// <param name="Referer">The <c>Referer</c> this request came with; empty if none.</param>
/// <param name="Exchange">The request as bytes.</param>
public sealed record GetPostTrace(
    string Method,
    string Target,
    string MediaType,
    IReadOnlyList<FormField> InTarget,
    IReadOnlyList<FormField> InBody,
    string LogLine,
    string Referer,
    Exchange Exchange
)
{
    public bool IsSubmission => InTarget.Count > 0 || InBody.Count > 0;
}
