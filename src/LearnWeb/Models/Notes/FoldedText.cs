using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LearnWeb.Models.Notes;

/// <summary>A text in YAML, which makes a space of a break within it (YAML 1.2.2 §6.5).</summary>
internal static class FoldedText
{
    /// <summary>
    /// The text, without the spaces between Chinese characters that were breaks: of a text of several lines, all that
    /// stand between such characters. A literal one (<c>|</c>) keeps its lines.
    /// </summary>
    public static string Of(YamlScalarNode node, Language language) =>
        node.Style != ScalarStyle.Literal && node.End.Line > node.Start.Line
            ? SegmentBreak.Remove(node.Value ?? "", " ", language)
            : node.Value ?? "";
}
