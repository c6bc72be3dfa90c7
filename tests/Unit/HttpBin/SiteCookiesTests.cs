using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Unit.HttpBin;

public sealed class SiteCookiesTests
{
    [Theory]
    [InlineData("a=1, lw-session=zz", "a=1, lw-session=**")]
    [InlineData("lw-session=a,b=c; d=e", "lw-session=*****; d=e")]
    [InlineData("a=lw-b,c", "a=lw-b,c")]
    [InlineData("lw-session", "lw-session")]
    [InlineData(";,=;", ";,=;")]
    public void CookieField_IsMaskedWhereTheSiteWouldReadItsOwn(string sent, string shown) =>
        Assert.Equal(shown, SiteCookies.Mask(sent));

    [Fact]
    public void MaskedCookies_KeepTheirLength_AndNoSecret()
    {
        var pair =
            from name in Gen.Elements("a", "lw-session", "__Host-x", "b")
            from value in Gen.Elements("secret", "x=secret", "")
            select $"{name}={value}";
        Prop.ForAll(
                pair.ArrayOf().ToArbitrary(),
                pairs =>
                {
                    var sent = string.Join("; ", pairs);
                    var shown = SiteCookies.Mask(sent);
                    return shown.Length == sent.Length
                        && shown
                            .Split("; ")
                            .Zip(pairs)
                            .All(both =>
                                both.Second.StartsWith("lw-", StringComparison.Ordinal)
                                || both.Second.StartsWith("__", StringComparison.Ordinal)
                                    ? !both.First.Contains("secret", StringComparison.Ordinal)
                                    : both.First == both.Second
                            );
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
