using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Unit;

public sealed class LanguageTests
{
    [Theory(DisplayName = "Accept-Language picks the page's language")]
    [InlineData(null, "zh")]
    [InlineData("", "zh")]
    [InlineData("en", "en")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("zh-TW", "zh")]
    [InlineData("zh-Hant, en;q=0.9", "zh")]
    [InlineData("zh-HK, zh-TW;q=0.9, en;q=0.8", "zh")]
    [InlineData("zh-Hant-TW", "zh")]
    [InlineData("yue-HK, en;q=0.9", "zh")]
    [InlineData("cmn-Hant, en;q=0.9", "zh")]
    [InlineData("fr, de", "zh")]
    [InlineData("fr, en;q=0.1", "en")]
    [InlineData("en;q=0.5, zh;q=0.8", "zh")]
    [InlineData("zh;q=0.5, en;q=0.8", "en")]
    [InlineData("en;q=0, fr", "zh")]
    [InlineData("*", "zh")]
    [InlineData("*;q=0.1, en;q=0.2", "en")]
    [InlineData("EN-us", "en")]
    [InlineData("english", "zh")]
    [InlineData(";;;,,q=q=", "zh")]
    public void AcceptLanguage_IsHeeded(string? header, string expected) =>
        Assert.Equal(expected, Language.Negotiate(header).Code);

    [Theory]
    [InlineData("ZH")]
    [InlineData("fr")]
    [InlineData("")]
    [InlineData(null)]
    public void UnknownCode_IsNoLanguage(string? code) => Assert.Null(Language.Find(code));
}
