using System.Globalization;
using System.Net.Http.Headers;

namespace LearnWeb.Models;

/// <summary>A language the site speaks; its code is the first segment of every page's path.</summary>
public sealed class Language
{
    public static readonly Language Chinese = new("zh", "zh-CN", "中文");
    public static readonly Language English = new("en", "en", "English");

    /// <summary>All languages, the site's first language first.</summary>
    public static readonly IReadOnlyList<Language> All = [Chinese, English];

    /// <summary>
    /// Chinese languages with subtags of their own, whose readers read the site's (RFC 5646 §4.1.2: Mandarin, Cantonese
    /// …).
    /// </summary>
    private static readonly string[] ChineseSubtags = ["cmn", "yue", "hak", "nan", "wuu"];

    private Language(string code, string tag, string ownName)
    {
        Code = code;
        Tag = tag;
        OwnName = ownName;
        Culture = CultureInfo.GetCultureInfo(code);
    }

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Code { get; }

    /// <summary>The BCP 47 tag for <c>lang</c> and <c>hreflang</c> attributes.</summary>
    public string Tag { get; }

    /// <summary>The language's name for itself.</summary>
    public string OwnName { get; }

    public CultureInfo Culture { get; }

    /// <summary>The language of this page's twin.</summary>
    public Language Other => this == Chinese ? English : Chinese;

    /// <summary>The language with this code, compared exactly; <c>null</c> if the site does not speak it.</summary>
    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);

    /// <summary>
    /// The best language for an <c>Accept-Language</c> value (RFC 9110 §12.5.4): highest weight first, the
    /// sender's order among equals, by primary subtag; Chinese when nothing matches or nothing was sent.
    /// </summary>
    public static Language Negotiate(string? acceptLanguage)
    {
        var wishes = (acceptLanguage ?? "")
            .Split(',', 32)
            .Select(part => StringWithQualityHeaderValue.TryParse(part.Trim(), out var wish) ? wish : null)
            .OfType<StringWithQualityHeaderValue>()
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1);

        foreach (var wish in wishes)
        {
            if (wish.Value == "*")
            {
                return Chinese;
            }

            var primary = wish.Value.Split('-')[0].ToLowerInvariant();
            if (Find(ChineseSubtags.Contains(primary) ? Chinese.Code : primary) is { } language)
            {
                return language;
            }
        }

        return Chinese;
    }

    public override string ToString() => Code;
}
