using System.Xml.Linq;
using LearnWeb.Models;

namespace LearnWeb.Tests.Unit;

/// <summary>The words of the interface as they are written, file by file.</summary>
internal static class WordFiles
{
    /// <summary>All words of a language, each with the file it stands in: <c>Ui</c>, <c>Labs/HttpLab</c> …</summary>
    public static IReadOnlyList<(string File, string Key, string Text)> In(Language language)
    {
        var folder = Path.Combine(Repository.Root, "src", "LearnWeb", "Resources");
        var ending = $".{language}.resx";
        return
        [
            .. from path in Directory.EnumerateFiles(folder, "*" + ending, SearchOption.AllDirectories)
            let file = Path.GetRelativePath(folder, path)[..^ending.Length].Replace('\\', '/')
            from data in XDocument.Load(path).Root!.Elements("data")
            select (file, data.Attribute("name")!.Value, data.Element("value")!.Value),
        ];
    }
}
