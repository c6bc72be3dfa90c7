using System.Text.RegularExpressions;
using System.Xml.Linq;
using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Unit;

public sealed partial class ResourceTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "LearnWeb");

    [Fact]
    public void BothLanguages_HaveTheSameKeys_AndNoneIsEmpty()
    {
        var words = Language.All.Select(Words).ToList();
        Assert.Equal(words[0].Keys.Order(), words[1].Keys.Order());
        Assert.All(
            words.SelectMany(pairs => pairs),
            pair => Assert.False(string.IsNullOrWhiteSpace(pair.Value), pair.Key)
        );
    }

    [Fact]
    public void BothLanguages_TakeTheSameValues()
    {
        var (zh, en) = (Words(Language.Chinese), Words(Language.English));
        Assert.All(zh.Keys, key => Assert.Equal(Values(zh[key]), Values(en[key])));
    }

    [Fact]
    public void EveryKeyUsed_Exists()
    {
        var keys = Words(Language.Chinese).Keys.ToHashSet();
        Assert.All(
            UsedKeys().Where(used => !keys.Contains(used)),
            used => Assert.Contains(keys, key => Fits(key, used))
        );
    }

    [Fact]
    public void EveryKey_IsUsed()
    {
        var (plain, patterns) = (
            UsedKeys().ToHashSet(),
            UsedKeys().Where(used => used.Contains('{', StringComparison.Ordinal)).ToList()
        );
        Assert.All(
            Words(Language.Chinese).Keys,
            key =>
                Assert.True(
                    plain.Contains(key) || patterns.Exists(pattern => Fits(key, pattern)),
                    $"{key} is used nowhere"
                )
        );
    }

    private static Dictionary<string, string> Words(Language language) =>
        XDocument
            .Load(Path.Combine(Source, "Resources", $"Ui.{language}.resx"))
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Values(string words) =>
        Placeholder().Matches(words).Select(match => match.Value).Distinct().Order();

    /// <summary>Keys as the source writes them; <c>{…}</c> in an interpolated key stands for anything.</summary>
    private static IEnumerable<string> UsedKeys() =>
        Directory
            .EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .SelectMany(file => KeyInSource().Matches(File.ReadAllText(file)))
            .SelectMany(match => match.Groups["key"].Captures.Select(capture => capture.Value))
            .Distinct();

    private static bool Fits(string key, string used) =>
        Regex.IsMatch(
            key,
            $"^{Regex.Replace(Regex.Escape(used), @"\\\{.*?}", ".+")}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    // L["Key"], words["Key", …], L.Find($"Error-{status}-Title"), words[condition ? "A" : "B"]
    [GeneratedRegex(
        """\b(?:L|words)(?:\.Find\(|\[)(?:[^"\[\]()]*?\$?"(?<key>[^"]+)")+""",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex KeyInSource();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
