using System.Collections;
using System.Globalization;
using System.Resources;

namespace LearnWeb.Models;

/// <summary>
/// The words of the interface in one language: of whatever lies under <c>Resources/</c> as <c>*.zh.resx</c> and
/// <c>*.en.resx</c>, <c>Ui</c> for what pages share and <c>Labs/&lt;Name&gt;Lab</c> for what one lab says. Pages and
/// rendered notes take them from here; notes are rendered outside any request, so the language is a value.
/// </summary>
public sealed class UiStrings
{
    private static readonly Dictionary<Language, UiStrings> ByLanguage = Language.All.ToDictionary(
        language => language,
        language => new UiStrings(language)
    );

    private readonly Dictionary<string, string> _words;

    private UiStrings(Language language)
    {
        Language = language;
        _words = Read(language.Culture).ToDictionary(); // fails on a key that stands in two files
    }

    public Language Language { get; }

    public static UiStrings For(Language language) => ByLanguage[language];

    /// <summary>The words for a key. A missing key is a mistake in the program, and fails.</summary>
    public string this[string key] =>
        Find(key)
        ?? throw new MissingManifestResourceException($"No *.{Language}.resx under Resources/ has the key '{key}'.");

    /// <summary>The words for a key with <c>{0}</c>, <c>{1}</c> … filled in.</summary>
    public string this[string key, params object[] values] => string.Format(Language.Culture, this[key], values);

    /// <summary>The words for a key that may be absent.</summary>
    public string? Find(string key) => _words.GetValueOrDefault(key);

    private static IEnumerable<KeyValuePair<string, string>> Read(CultureInfo culture)
    {
        var satellite = typeof(UiStrings).Assembly.GetSatelliteAssembly(culture);
        foreach (var file in satellite.GetManifestResourceNames())
        {
            using var reader = new ResourceReader(satellite.GetManifestResourceStream(file)!);
            foreach (DictionaryEntry entry in reader)
            {
                yield return new((string)entry.Key, (string)entry.Value!);
            }
        }
    }
}
