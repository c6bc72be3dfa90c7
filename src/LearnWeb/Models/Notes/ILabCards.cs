namespace LearnWeb.Models.Notes;

/// <summary>The card of a lab, for notes that point to one. All that notes know of labs.</summary>
public sealed record LabCard(string Title, string Summary, string Path);

/// <summary>Finds lab cards by slug.</summary>
public interface ILabCards
{
    /// <summary>The card of this lab; <c>null</c> if there is no such lab (yet).</summary>
    LabCard? Find(string slug, Language language);
}
