using System.Globalization;
using System.Resources;

namespace LearnWeb.Models;

/// <summary>
/// The words of the interface in one language, from <c>Resources/Ui.zh.resx</c> and <c>Ui.en.resx</c>. Pages and
/// rendered notes take them from here; notes are rendered outside any request, so the language is a value.
/// </summary>
public sealed class UiStrings
{
    private static readonly ResourceManager Resources = new("LearnWeb.Resources.Ui", typeof(UiStrings).Assembly);
    private static readonly Dictionary<Language, UiStrings> ByLanguage = Language.All.ToDictionary(
        language => language,
        language => new UiStrings(language)
    );

    private UiStrings(Language language) => Language = language;

    public Language Language { get; }

    public static UiStrings For(Language language) => ByLanguage[language];

    /// <summary>The words for a key. A missing key is a mistake in the program, and fails.</summary>
    public string this[string key] =>
        Find(key) ?? throw new MissingManifestResourceException($"Resources/Ui.{Language}.resx lacks the key '{key}'.");

    /// <summary>The words for a key with <c>{0}</c>, <c>{1}</c> … filled in.</summary>
    public string this[string key, params object[] values] => string.Format(Language.Culture, this[key], values);

    /// <summary>The words for a key that may be absent.</summary>
    public string? Find(string key) =>
        Resources.GetResourceSet(Language.Culture, createIfNotExists: true, tryParents: false)?.GetString(key);
}
