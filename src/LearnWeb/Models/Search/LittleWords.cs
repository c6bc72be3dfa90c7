using System.Collections.Frozen;

namespace LearnWeb.Models.Search;

/// <summary>
/// Words of a question that say nothing about its subject: nobody who asks why wants the pages that say "why".
/// </summary>
internal static class LittleWords
{
    private const int LongestPhrase = 5;

    private static readonly FrozenSet<string> English = Words(
        """
        a about an and any are as at be between by can did difference differences do does exist exists explain
        explained for from happen happens how i if in is it me mean means my need needed of on or should so
        tell than that the there to versus vs was we what when where which who why with work works you your
        """
    );

    // Chinese is written without spaces: these are found within a run of it, so each must be unlikely as a part of
    // other words.
    private static readonly FrozenSet<string> Chinese = Words(
            """
            为什么 为什么要 为什么需要 为什么是 为什么有 为什么会有 为何 为啥 怎么 怎么样 怎么办 怎样 如何 什么
            什么是 是什么 什么样 什么意思 有什么 有何 有哪些 哪些 哪个 哪种 多少 发生什么 发生了什么 会发生什么
            有什么用 区别 差别 不同 之间 到底 原理 工作原理 请问 以及 还是 相比
            """
        )
        .Select(SearchTokens.Key)
        .ToFrozenSet();

    private static readonly FrozenSet<string> ChineseBeginnings = Chinese.Select(key => key[..1]).ToFrozenSet();

    // Little when nothing else is left between two others: 要 in 为什么要握手 is, and in 要求 is not.
    private static readonly FrozenSet<string> Particles = Words(
        "的 和 与 跟 及 或 是 要 会 有 在 能 了 吗 呢 对 后 里 中"
    );

    // No word begins with these in the middle of a question.
    private static readonly FrozenSet<string> Joints = Words("的 和 与 跟");

    /// <summary>Whether this word, which stands alone, is one.</summary>
    internal static bool Contains(string word) => English.Contains(word);

    /// <summary>How many characters of Chinese the one that begins here has; 0 if none does.</summary>
    internal static int LengthAt(IReadOnlyList<SearchToken> tokens, int start)
    {
        for (
            var length = ChineseBeginnings.Contains(tokens[start].Text)
                ? Math.Min(LongestPhrase, tokens.Count - start)
                : 0;
            length > 1;
            length--
        )
        {
            if (Chinese.Contains(SearchTokens.Key(tokens.Skip(start).Take(length))))
                return length;
        }

        return 0;
    }

    /// <summary>Whether a run of Chinese between other words is nothing but such characters.</summary>
    internal static bool AreParticles(IEnumerable<SearchToken> tokens) =>
        tokens.All(token => Particles.Contains(token.Text));

    /// <summary>Whether this character joins what stands before and after it.</summary>
    internal static bool IsJoint(SearchToken token) => Joints.Contains(token.Text);

    /// <summary>The others; all, if there are no others.</summary>
    internal static IReadOnlyList<SearchToken> Without(IReadOnlyList<SearchToken> tokens)
    {
        var others = new List<SearchToken>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var length = LengthAt(tokens, i);
            if (length > 0)
                i += length - 1;
            else if (!Contains(tokens[i].Text) && (!IsJoint(tokens[i]) || IsWithinChinese(tokens, i)))
                others.Add(tokens[i]);
        }

        return others.Count > 0 ? others : tokens;
    }

    private static bool IsWithinChinese(IReadOnlyList<SearchToken> tokens, int at) =>
        at > 0
        && tokens[at - 1].Cjk
        && tokens[at].Gap == TokenGap.None
        && at + 1 < tokens.Count
        && tokens[at + 1].Cjk
        && tokens[at + 1].Gap == TokenGap.None;

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
