using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A running site whose content is edited, by people and by accident.</summary>
public sealed class EditedContentTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ContentFolder _content = new();
    private readonly EditedSite _site;

    public EditedContentTests()
    {
        _content.Write("web/en.md", ContentFolder.Note("First apple."));
        _site = new EditedSite(_content.Root);
    }

    [Fact]
    public async Task ContentFolderThatIsReplaced_IsWatchedOn()
    {
        await ExpectAsync("/en/notes/web", "First apple.");

        Directory.Delete(_content.Root, recursive: true);
        _content.Write("web/en.md", ContentFolder.Note("Second pear."));
        await ExpectAsync("/en/notes/web", "Second pear.");

        _content.Write("web/en.md", ContentFolder.Note("Third plum."));
        await ExpectAsync("/en/notes/web", "Third plum.");
    }

    [Fact]
    public async Task Synonyms_TakeEffectOnTheRunningSite()
    {
        await ExpectAsync("/en/search?q=apple", "/en/notes/web");

        _content.Write("synonyms.yml", "- [apple, pomme]");

        await ExpectAsync("/en/search?q=pomme", "/en/notes/web");
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _content.Dispose();
    }

    private Task ExpectAsync(string path, string text) =>
        UntilAsync(async () =>
        {
            using var response = await _site.GetAsync(path);
            var page = await response.Content.ReadAsStringAsync();
            return page.Contains(text, StringComparison.Ordinal);
        });

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, "It never came true.");
            await Task.Delay(50);
        }
    }

    private sealed class EditedSite(string content) : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Content:Path", content);
        }
    }
}
