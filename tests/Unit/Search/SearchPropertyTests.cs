using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Models.Search;
using Xunit;
using static LearnWeb.Tests.Unit.Search.SearchCorpus;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>What holds for any text, as a query and as content.</summary>
public sealed class SearchPropertyTests(SearchCorpus corpus) : IClassFixture<SearchCorpus>
{
    private static readonly string[] Pieces =
    [
        "握",
        "手",
        "会话",
        "令牌",
        "JWT",
        "TIME_WAIT",
        "cache",
        "header field",
        "首部字段",
        "SYN",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "*",
        "\"",
        "'",
        "(",
        ")",
        "-",
        "^",
        "{",
        "}",
        ":",
        "+",
        " ",
        "\u3000",
        "\t",
        "\n",
        "\0",
        "\u0002",
        "\u0003",
        "\u001F",
        "\u0085",
        "\uD83D",
        "\uDC00",
        "😀",
        "👩\u200D🚀",
        "𠮷",
        "é",
        "e\u0301",
        "\u0301",
        "ﷺ",
        "ﬁ",
        "Ａ",
        "①",
        "x²",
        "١",
        "한",
        "ｶﾞ",
        "\uE000",
        "\uFFFF",
        "\uFEFF",
        "…",
        "。",
        ". ",
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        ArbMap.Default.GeneratorFor<char>().ListOf().Select(string.Concat)
    );

    [Fact]
    public void NoQuery_Throws_AndEveryHitIsTheAuthorsText() =>
        Prop.ForAll(
                AnyText.ToArbitrary(),
                query =>
                {
                    foreach (var language in new[] { "zh", "en" })
                    {
                        var result = corpus.Index.Search(language, query);
                        Assert.Equal(result.Outcome == SearchOutcome.Found, result.Hits.Count > 0);
                        Assert.All(
                            result.Hits,
                            hit =>
                            {
                                var section = SectionOf(hit, language);
                                AssertOriginal(hit, section.Title, section.Text);
                            }
                        );
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void AnyText_CanBeIndexed_AndIsShownAsItIs()
    {
        var texts = AnyText.Sample(300, 400).Append("").ToList();
        var pages = texts.Select(
            (text, n) => Page("zh", "note", $"n{n}", "Page", n, ("a", text, $"{text}anchorword{text}{text}"))
        );
        using var index = SearchIndex.Build(pages.ToList(), Synonyms.None);
        foreach (
            var hit in texts.SelectMany(text => index.Search("zh", "page " + text[..Math.Min(text.Length, 95)]).Hits)
        )
        {
            var text = hit.Url.Contains('#', StringComparison.Ordinal)
                ? texts[int.Parse(hit.Slug[1..], System.Globalization.CultureInfo.InvariantCulture)]
                : null;
            AssertOriginal(
                hit,
                text is null ? "Page" : Stored(text),
                text is null ? "" : Stored($"{text}anchorword{text}{text}")
            );
        }
    }

    // Control characters but for line ends and tabs are dropped; a lone surrogate has no UTF-8 and becomes U+FFFD.
    private static string Stored(string text) =>
        string.Concat(
            text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' or '\r' || !System.Text.Rune.IsControl(rune))
        );
}
