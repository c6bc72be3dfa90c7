using System.Globalization;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class AddressTests(RealSite site) : IClassFixture<RealSite>
{
    [Theory]
    [InlineData("/robots.txt")]
    [InlineData("/sitemap.xml")]
    [InlineData("/en/feed.xml")]
    public async Task SiteWithoutAName_IsWhereItListens(string path)
    {
        using var response = await site.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $":{site.Port}/"), text, StringComparison.Ordinal);
        Assert.DoesNotContain(":5080", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[::]", text, StringComparison.Ordinal);
    }
}
