namespace LearnWeb.Models.Search;

/// <summary>One way to look for what a reader typed.</summary>
/// <param name="Match">An FTS5 expression for the text of sections.</param>
/// <param name="InHeadings">One for their headings, to be asked first; <c>null</c> for none.</param>
/// <param name="Phrases">What to mark in the hits: each as tokens with a space between.</param>
/// <param name="Prefixed">That of <paramref name="Phrases"/> whose last token may be unfinished; <c>null</c> for
/// none.</param>
public sealed record SearchAttempt(string Match, string? InHeadings, IReadOnlyList<string> Phrases, string? Prefixed);
