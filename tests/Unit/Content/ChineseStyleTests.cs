using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Unit.Content;

/// <summary>How Chinese is set, with Latin letters among it, and which words are not used for what.</summary>
public sealed partial class ChineseStyleTests
{
    // What is wrong, as a pattern over a paragraph whose code is replaced by a Latin letter.
    private static readonly (string Rule, Regex Pattern)[] Rules =
    [
        ("a space between Chinese and Latin letters or digits", Crowded()),
        ("full-width punctuation after and before Chinese", HalfWidthPunctuation()),
        ("no space beside full-width punctuation", SpacedPunctuation()),
        ("one space, not two", TwoSpaces()),
    ];

    /// <summary>Words the site does not use, and what it says instead.</summary>
    private static readonly Dictionary<string, string> Forbidden = new()
    {
        ["消息头"] = "首部字段",
        ["报头"] = "首部字段",
        ["标头"] = "首部字段",
        ["头字段"] = "首部字段",
        ["序列号"] = "序号",
        ["线上"] = "原始字节",
        ["握手包"] = "报文段",
        ["半链接"] = "半连接",
        ["全链接"] = "全连接",
        ["登陆"] = "登录",
        ["帐号"] = "账号",
        ["帐户"] = "账户",
        ["洪泛"] = "泛洪",
        ["缺省"] = "默认",
        ["正文"] = "消息体",
        ["不记名令牌"] = "Bearer 令牌",
        ["流水线"] = "管线化",
        ["服务器端"] = "服务器",
        ["如下图"] = "（不说位置）",
        ["上图"] = "（不说位置）",
        ["左图"] = "（不说位置）",
        ["右图"] = "（不说位置）",
    };

    [Fact]
    public void ChineseText_IsSetProperly()
    {
        var mistakes = Texts()
            .SelectMany(text =>
                Rules.SelectMany(rule =>
                    rule.Pattern.Matches(text.Words)
                        .Select(match => $"{text.Where}: {rule.Rule}: …{Around(text.Words, match)}…")
                )
            )
            .Distinct()
            .ToList();
        Assert.True(mistakes.Count == 0, $"{mistakes.Count} places\n{string.Join('\n', mistakes)}");
    }

    [Fact]
    public void ChineseText_UsesTheAgreedWords()
    {
        var mistakes = Texts()
            .SelectMany(text =>
                Forbidden
                    .Where(word => text.Words.Contains(word.Key, StringComparison.Ordinal))
                    .Select(word => $"{text.Where}: {word.Key} → {word.Value}: {text.Words}")
            )
            .Distinct()
            .ToList();
        Assert.True(mistakes.Count == 0, $"{mistakes.Count} places\n{string.Join('\n', mistakes)}");
    }

    /// <summary>Every paragraph, list item, cell and heading of the Chinese notes, errata and interface.</summary>
    private static IEnumerable<(string Where, string Words)> Texts()
    {
        foreach (var note in ShippedContent.Notes.Where(note => note.Language == Language.Chinese))
        {
            yield return (note.Slug, note.Front.Title);
            yield return (note.Slug, note.Front.Summary);
            foreach (var text in Blocks(note.Text.Value.Html))
            {
                yield return (note.Slug, text);
            }
        }

        // What a claim says is what others say, in their words.
        foreach (var erratum in ShippedContent.Journey.Errata.Where(erratum => erratum.Language == Language.Chinese))
        {
            foreach (var text in Blocks(erratum.TruthHtml))
            {
                yield return ($"{erratum.Entry.Slug}/errata.yml {erratum.Entry.Id}", text);
            }
        }

        foreach (var word in WordFiles.In(Language.Chinese))
        {
            yield return ($"{word.File}.zh.resx {word.Key}", word.Text);
        }
    }

    private static IEnumerable<string> Blocks(string html)
    {
        var body = new HtmlParser().ParseDocument($"<body>{html}").Body!;
        foreach (
            var gone in body.QuerySelectorAll(
                    "pre, svg, figure.wire, .heading-link, .claim, .source, #sources ~ *, .visually-hidden"
                )
                .ToList()
        )
        {
            gone.Remove();
        }

        foreach (var code in body.QuerySelectorAll("code").ToList())
        {
            code.ReplaceWith(body.Owner!.CreateTextNode("x"));
        }

        // A question set in bold stands apart from its answer.
        foreach (
            var answer in body.QuerySelectorAll("strong")
                .Where(bold => bold.TextContent is [.., '？' or '。' or '：'])
                .Select(bold => bold.NextSibling)
                .OfType<IText>()
        )
        {
            answer.Data = answer.Data.TrimStart();
        }

        return body.QuerySelectorAll("p, li, td, th, h2, h3, h4, legend, label, figcaption")
            .Select(block => string.Concat(block.ChildNodes.Where(IsInline).Select(node => node.TextContent)))
            .Select(text => text.Trim())
            .Where(text => text.Length > 0);
    }

    private static bool IsInline(INode node) =>
        node is IText or IElement { LocalName: "a" or "strong" or "em" or "span" or "sup" };

    private static string Around(string text, Match match) =>
        text[Math.Max(0, match.Index - 8)..Math.Min(text.Length, match.Index + match.Length + 8)];

    [GeneratedRegex(@"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", RegexOptions.None, 1000)]
    private static partial Regex Crowded();

    [GeneratedRegex(
        @"[\u4e00-\u9fff] ?[,;:?!](?!\d)|[,;:?!(] ?[\u4e00-\u9fff]|[\u4e00-\u9fff]\(|\)[\u4e00-\u9fff]"
            + @"|[\u4e00-\u9fff]\.(\s|$)|[\u4e00-\u9fff][""']|[""'][\u4e00-\u9fff]",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HalfWidthPunctuation();

    [GeneratedRegex(@"[，。：；？！（）“”、] | [，。：；？！（）”、]", RegexOptions.None, 1000)]
    private static partial Regex SpacedPunctuation();

    [GeneratedRegex(@"\S  +\S", RegexOptions.None, 1000)]
    private static partial Regex TwoSpaces();
}
