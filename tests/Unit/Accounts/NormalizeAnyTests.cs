using System.Text;
using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Unit.Accounts;

/// <summary>Text that .NET refuses to normalize is normalized all the same.</summary>
public sealed class NormalizeAnyTests
{
    [Theory]
    [InlineData("\ufffe", "\ufffd")]
    [InlineData("\uffff", "\uffff")]
    [InlineData("e\u0301 \ud83d\ude00", "\u00e9 \ud83d\ude00")]
    public void AnyText_IsNormalized(string text, string expected) =>
        Assert.Equal(expected, text.NormalizeAny(NormalizationForm.FormC));

    [Fact]
    public void LoneSurrogate_IsReplaced() =>
        Assert.Equal("a\ufffdb\ufffd", $"a{(char)0xD800}b{(char)0xDC00}".NormalizeAny(NormalizationForm.FormC));
}
