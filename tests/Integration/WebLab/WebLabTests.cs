using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.WebLab;

public sealed class WebLabTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Program_GetsTheTraceAsJson()
    {
        using var response = await site.GetAsync(
            "/en/labs/web?a=%E4%B8%AD",
            ("Accept", "application/json"),
            ("X-Mine", "1")
        );
        using var trace = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
        Assert.Equal("GET", trace.RootElement.GetProperty("method").GetString());
        Assert.Contains(
            trace.RootElement.GetProperty("fields").EnumerateArray(),
            field => field.GetProperty("name").GetString() == "X-Mine" && field.GetProperty("value").GetString() == "1"
        );
    }

    [Theory(DisplayName = "The page or JSON, as Accept says")]
    [InlineData(null, "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("application/json;q=0.5, text/html;q=0.4", "application/json")]
    [InlineData("application/json;q=0.4, text/html;q=0.5", "text/html")]
    [InlineData("text/html, application/json", "text/html")]
    [InlineData("nonsense", "text/html")]
    public async Task Accept_ChoosesTheRendering(string? accept, string expected)
    {
        using var response = accept is null
            ? await site.GetAsync("/en/labs/web")
            : await site.GetAsync("/en/labs/web", ("Accept", accept));

        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Page_ShowsTheRequestThatMadeIt_AndNothingOfItAsMarkup()
    {
        var hostile = "<script>alert(1)</script>";
        using var response = await site.GetAsync(
            "/en/labs/web?q=" + Uri.EscapeDataString(hostile),
            ("X-Mine", hostile)
        );
        var html = await response.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("X-Mine", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Credentials_AreMaskedWithTheSameLength()
    {
        using var response = await site.GetAsync(
            "/en/labs/web",
            ("Accept", "application/json"),
            ("Cookie", "lw-session=secret"),
            ("Authorization", new AuthenticationHeaderValue("Bearer", "secret").ToString())
        );
        var text = await response.Content.ReadAsStringAsync();

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("lw-session=******", text, StringComparison.Ordinal);
        Assert.Contains("Bearer ******", text, StringComparison.Ordinal);
    }
}
