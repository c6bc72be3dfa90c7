namespace LearnWeb.Models.Notes;

/// <summary>A mistake in a content file, told to its author: what is wrong and what to do about it.</summary>
/// <param name="line">The line it is on, counted from 1, in the file or in the block being read.</param>
/// <param name="message">One sentence for what is wrong and one for the remedy.</param>
public sealed class ContentException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
