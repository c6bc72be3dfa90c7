using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LearnWeb.Models.Notes;

/// <summary>A text in YAML. Where it goes on in a next line, YAML makes a space of the break (YAML 1.2.2 §6.5).</summary>
internal static class FoldedText
{
    /// <summary>
    /// The text, without the spaces between Chinese characters that were breaks; of a text of several lines, all that stand
    /// between such characters are taken for breaks. A literal one (<c>|</c>) keeps its lines.
    /// </summary>
    public static string Of(YamlScalarNode node, Language language) =>
        node.Style != ScalarStyle.Literal && node.End.Line > node.Start.Line
            ? SegmentBreak.Remove(node.Value ?? "", " ", language)
            : node.Value ?? "";
}
