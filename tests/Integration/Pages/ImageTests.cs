using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class ImageTests
{
    [Theory]
    [InlineData("path.svg", "image/svg+xml")]
    [InlineData("photo.png", "image/png")]
    public async Task ImageOpenedByItself_IsSandboxed_WithoutScriptOrStyle(string name, string type)
    {
        using var content = new ContentFolder();
        content.Write("web/en.md", ContentFolder.Note($"![seen]({name})"));
        content.Write($"web/{name}", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        await using var site = new ImageSite(content.Root);

        using var response = await site.GetAsync($"/notes/web/{name}");

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "default-src 'none'; frame-ancestors 'none'; sandbox",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy"))
        );
    }

    private sealed class ImageSite(string content) : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Content:Path", content);
        }
    }
}
