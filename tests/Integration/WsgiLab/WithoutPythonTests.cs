using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>A server that has no Python: the part in C# is whole, and the page says what to install.</summary>
public sealed class WithoutPythonTests(WithoutPythonTests.BareSite site) : IClassFixture<WithoutPythonTests.BareSite>
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task PageOfAPythonApplication_SaysWhatToInstall(string language)
    {
        var page = await site.PageAsync($"/{language}/labs/wsgi?preset=hello");
        var notice = page.QuerySelector(".wsgi-about .notice")!.TextContent;
        Assert.Contains("apt-get install python3 python3-flask python3-django", notice, StringComparison.Ordinal);
        Assert.Contains("Labs:Wsgi:Python", notice, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("button[name=compare]"));
    }

    [Fact]
    public async Task ApplicationInCSharp_RunsAsEver_AndItsPageSaysNothingOfTheComposer()
    {
        var page = await RunAsync("echo");
        Assert.Contains(
            "HTTP/1.1 200 OK",
            page.QuerySelector(".wire-response .wire-start")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Null(page.QuerySelector(".wsgi-about .notice"));
        Assert.NotNull(page.QuerySelector(".wsgi-environ"));
    }

    [Fact]
    public async Task ApplicationInPython_Is503_AndNothingIsSaidOfWhatItWouldHaveDone()
    {
        var page = await RunAsync("hello");
        Assert.Contains(
            "HTTP/1.1 503",
            page.QuerySelector(".wire-response .wire-start")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Null(page.QuerySelector(".preset-notice"));
        using var response = await site.GetAsync("/wsgi/flask/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private async Task<AngleSharp.Dom.IDocument> RunAsync(string app)
    {
        using var form = new FormUrlEncodedContent([
            new("app", app),
            new("method", "GET"),
            new("path", "/"),
            new("fields", "Accept: */*"),
        ]);
        using var response = await site.Browser.PostAsync(new Uri("/en/labs/wsgi", UriKind.Relative), form);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
    }

    /// <summary>A site whose Python is not there.</summary>
    public sealed class BareSite : WsgiSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Labs:Wsgi:Python", "/nonexistent");
        }
    }
}
