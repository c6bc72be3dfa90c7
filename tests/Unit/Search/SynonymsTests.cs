using LearnWeb.Models.Notes;
using LearnWeb.Models.Search;
using Xunit;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>How the synonyms' file is read, and what becomes of a query.</summary>
public sealed class SynonymsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("[]")]
    public void EmptyFile_HasNoGroups(string yaml) =>
        Assert.Equal(FirstAttempt("word", Synonyms.None), FirstAttempt("word", Synonyms.Parse(yaml)));

    [Theory]
    [InlineData("- [a, b]\n- [c, d", 2)] // not closed
    [InlineData("a: b", 1)]
    [InlineData("just text", 1)]
    [InlineData("- [a, b]\n- lonely", 2)]
    [InlineData("- [a, b]\n\n- [lonely]", 3)]
    [InlineData("- [a, b]\n- [c, '--']", 2)]
    [InlineData("- [a, b]\n- - c\n  - {d: e}", 3)]
    [InlineData("- [a, b]\n---\n- [c, d]", 3)]
    public void Mistake_IsToldWithItsLine(string yaml, int line) =>
        Assert.Equal(line, Assert.Throws<ContentException>(() => Synonyms.Parse(yaml)).Line);

    [Theory]
    [InlineData("首部字段", """("首 部 字 段" OR "请 求 头")""")]
    [InlineData("TCP首部字段长度", """("tcp") AND ("首 部 字 段" OR "请 求 头") AND ("长 度")""")]
    [InlineData("首部", """("首 部" OR "开 头")""")] // the shorter term where the longer is not
    [InlineData("syn攻击", """("syn 攻 击" OR "泛 洪")""")]
    [InlineData("SYN 攻击", """("syn 攻 击" OR "泛 洪")""")]
    [InlineData("time_wait", """("time wait" OR "2msl")""")]
    [InlineData("x TIME-WAIT y", """("x") AND ("time wait" OR "2msl") AND ("y")""")]
    [InlineData("wait", """("wait")""")]
    [InlineData("正文", """("正 文" OR "消 息 体" OR "文 章")""")] // in two groups
    [InlineData("文章", """("文 章" OR "正 文")""")] // which do not become one
    [InlineData("会话 令牌-x", """("会 话") AND ("令 牌") AND ("x")""")]
    [InlineData("a-b c", """("a b") AND ("c")""")]
    [InlineData("\"x\" NOT y*", """("x") AND ("not") AND ("y")""")]
    [InlineData("Gateways", """("gateway" OR "reverse proxy")""")] // whatever the ending
    [InlineData("reversed proxies", """("reverse proxy" OR "gateway")""")]
    public void Query_AsksForTheGroup(string query, string match) =>
        Assert.Equal(
            match,
            FirstAttempt(
                query,
                Synonyms.Parse(
                    """
                    - [首部字段, 请求头]
                    - [首部, 开头]
                    - [SYN攻击, 泛洪]
                    - [TIME_WAIT, TIME-WAIT, 2MSL]
                    - [正文, 消息体]
                    - [正文, 文章]
                    - [gateway, gateways, reverse proxy]
                    """
                )
            )
        );

    [Fact]
    public void Attempts_GoFromAllToAny() =>
        Assert.Equal(
            [
                """("连 接 队 列") AND ("half open")""",
                """("连 接 队 列") AND ("half open" *)""",
                """("连 接") AND ("接 队") AND ("队 列") AND ("half") AND ("open")""",
                """("连 接") OR ("接 队") OR ("队 列") OR ("half") OR ("open" *)""",
            ],
            SearchQuery.Parse("连接队列 half-open", Synonyms.None).Attempts().Select(attempt => attempt.Match)
        );

    [Theory]
    [InlineData("What is a proxy?", """("proxy")""")]
    [InlineData("difference between x and y", """("x") AND ("y")""")]
    [InlineData("x vs y", """("x") AND ("y")""")]
    [InlineData("end-to-end", """("end to end")""")] // part of a word
    [InlineData("what is the", """("what") AND ("is") AND ("the")""")] // nothing else
    [InlineData("x 和 y 的区别", """("x") AND ("y")""")]
    [InlineData("为什么要加密", """("加 密")""")]
    [InlineData("端口怎么选", """("端 口") AND ("选")""")]
    [InlineData("x要求", """("x") AND ("要 求")""")] // 要 is part of a word
    [InlineData("x的区别", """("x")""")]
    [InlineData("为什么", """("为 什 么")""")]
    public void LittleWords_AreNotAskedFor_UnlessThereIsNothingElse(string query, string match) =>
        Assert.Equal(match, FirstAttempt(query, Synonyms.None));

    private static string FirstAttempt(string query, Synonyms synonyms) =>
        SearchQuery.Parse(query, synonyms).Attempts().First().Match;
}
