using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LearnWeb.Models.Notes;

/// <summary>Reads an <c>errata.yml</c>: a list of what common notes on one subject get wrong.</summary>
public static class ErrataFile
{
    private const string Keys = "id, section, source, zh, en";
    private const string TextKeys = "claim, truth";

    /// <exception cref="ContentException">The file is not such a list; every key is required and no other
    /// allowed.</exception>
    public static IReadOnlyList<Erratum> Parse(string slug, string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new ContentException((int)error.Start.Line, $"The file is not valid YAML. {error.Message}");
        }

        return stream.Documents is [{ RootNode: YamlSequenceNode items }]
            ? [.. items.Select(item => ToErratum(slug, item))]
            : throw new ContentException(1, "The file must be a list. Start each entry with `- id: …`.");
    }

    private static Erratum ToErratum(string slug, YamlNode node)
    {
        var entry = Mapping(node, Keys);
        var shared = Language.English; // what both languages show follows no rule of Chinese alone
        return new Erratum(
            Text(entry, "id", shared),
            slug,
            Text(entry, "section", shared),
            Text(entry, "source", shared),
            Language.All.ToDictionary(language => language, language => ToText(entry[language.Code], language))
        );
    }

    private static ErratumText ToText(YamlNode node, Language language)
    {
        var text = Mapping(node, TextKeys);
        return new ErratumText(Text(text, "claim", language), Text(text, "truth", language));
    }

    /// <summary>The node's children by key: exactly the keys named.</summary>
    private static Dictionary<string, YamlNode> Mapping(YamlNode node, string keys)
    {
        var children = (node as YamlMappingNode)?.Children.ToDictionary(
            pair => (pair.Key as YamlScalarNode)?.Value ?? "",
            pair => pair.Value
        );
        return children?.Keys.Order().SequenceEqual(keys.Split(", ").Order()) == true
            ? children
            : throw new ContentException(
                (int)node.Start.Line,
                $"An entry has exactly these keys here: {keys}. Found: "
                    + $"{string.Join(", ", children?.Keys.AsEnumerable() ?? [])}."
            );
    }

    private static string Text(Dictionary<string, YamlNode> entry, string key, Language language) =>
        entry[key] is YamlScalarNode { Value.Length: > 0 } text
            ? FoldedText.Of(text, language).Trim()
            : throw new ContentException(
                (int)entry[key].Start.Line,
                $"The key `{key}` is empty. Write its text after it."
            );
}
