using LearnWeb.Http;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>What one experiment did, message by message.</summary>
/// <param name="Action">What the learner chose.</param>
/// <param name="Way">With which credential; <c>null</c> for attacks on all.</param>
/// <param name="Steps">What was sent and answered, in order.</param>
public sealed record SessionTokenTrace(string Action, Way? Way, IReadOnlyList<LabStep> Steps);

/// <summary>One exchange.</summary>
/// <param name="What">What it was: a key of the page's words.</param>
/// <param name="Status">The answer's status code.</param>
/// <param name="Exchange">The exact bytes.</param>
public sealed record LabStep(string What, int Status, RawExchange Exchange);
