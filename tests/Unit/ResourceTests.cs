using System.Text.RegularExpressions;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using Xunit;

namespace LearnWeb.Tests.Unit;

public sealed partial class ResourceTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "LearnWeb");

    [Fact]
    public void BothLanguages_HaveTheSameKeysInTheSameFiles_AndNoneIsEmpty()
    {
        var words = Language.All.Select(WordFiles.In).ToList();
        Assert.Equal(Places(words[0]), Places(words[1]));
        AssertEach.Of(
            words.SelectMany(all => all),
            word => Assert.False(string.IsNullOrWhiteSpace(word.Text), $"{word.File} {word.Key}")
        );

        static IEnumerable<string> Places(IEnumerable<(string File, string Key, string Text)> words) =>
            words.Select(word => $"{word.File} {word.Key}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public void NoKey_StandsInTwoFiles() => Assert.Distinct(WordFiles.In(Language.Chinese).Select(word => word.Key));

    [Fact]
    public void BothLanguages_TakeTheSameValues()
    {
        var en = WordFiles.In(Language.English).ToDictionary(word => word.Key, word => word.Text);
        AssertEach.Of(WordFiles.In(Language.Chinese), zh => Assert.Equal(Values(zh.Text), Values(en[zh.Key])));
    }

    [Fact]
    public void EveryKeyUsed_Exists()
    {
        var keys = WordFiles.In(Language.Chinese).Select(word => word.Key).ToHashSet();
        AssertEach.Of(
            UsedKeys().Select(used => used.Key).Where(used => !keys.Contains(used)),
            used => Assert.Contains(keys, key => Fits(key, used))
        );
    }

    [Fact]
    public void EveryKey_IsUsed()
    {
        var literals = SourceFiles()
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => match.Groups["text"].Value))
            .ToHashSet();
        var patterns = UsedKeys().Select(used => used.Key).Where(IsPattern).Distinct().ToList();
        AssertEach.Of(
            WordFiles.In(Language.Chinese).Select(word => word.Key),
            key =>
                Assert.True(
                    literals.Contains(key) || patterns.Exists(pattern => Fits(key, pattern)),
                    $"{key} is used nowhere"
                )
        );
    }

    [Fact]
    public void WordsOfALab_AreUsedByThatLabAlone()
    {
        var owners = (
            from lab in LabCatalog.All
            from word in WordFiles.In(Language.Chinese)
            where word.File == $"Labs/{lab.Name}Lab"
            select (word.Key, lab.Name)
        ).ToDictionary(owned => owned.Key, owned => owned.Name);
        Assert.NotEmpty(owners);
        Assert.Empty(
            from used in UsedKeys()
            where owners.TryGetValue(used.Key, out var lab) && !used.File.Contains(lab, StringComparison.Ordinal)
            select $"{used.File} uses {used.Key}"
        );
    }

    private static IEnumerable<string> Values(string words) =>
        Placeholder().Matches(words).Select(match => match.Value).Distinct().Order();

    /// <summary>Keys as the source writes them; <c>{…}</c> in an interpolated key stands for anything.</summary>
    private static IEnumerable<(string File, string Key)> UsedKeys() =>
        from file in SourceFiles()
        from Match match in KeyInSource().Matches(File.ReadAllText(file))
        from key in match.Groups["key"].Captures.Select(capture => capture.Value)
        select (Path.GetRelativePath(Source, file), key);

    private static IEnumerable<string> SourceFiles() =>
        Directory
            .EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            );

    /// <summary>Whether it is made at run time, of more than what is filled in.</summary>
    private static bool IsPattern(string used) =>
        used.Contains('{', StringComparison.Ordinal) && Braces().Replace(used, "").Any(char.IsLetter);

    private static bool Fits(string key, string used) =>
        Regex.IsMatch(
            key,
            $"^{Regex.Replace(Regex.Escape(used), @"\\\{.*?}", ".+")}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    // L["Key"], words["Key", …], L.Find($"Error-{status}-Title"), words[condition ? "A" : "B"]
    [GeneratedRegex(
        """\b(?:L|_?words)(?:\.Find\(|\[)(?:[^"\[\]()]*?\$?"(?<key>[^"]+)")+""",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex KeyInSource();

    [GeneratedRegex("\"(?<text>[A-Za-z][^\"\n]*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Braces();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
