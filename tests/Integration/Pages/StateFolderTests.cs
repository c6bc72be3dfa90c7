using System.Net;
using System.Runtime.Versioning;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// Where the keys and the accounts are, nobody else may look; but a folder of others' things is not closed.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class StateFolderTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody =
        Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenFolder_IsClosed_IfItIsEmptyOrTheSites(bool used)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using var site = new Site();
        Directory.CreateDirectory(Path.Combine(site.State, used ? "keys" : ""));
        File.SetUnixFileMode(site.State, Everybody);

        using var answer = await site.GetAsync("/healthz");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Owner, File.GetUnixFileMode(site.State));
    }

    [Fact]
    public async Task OpenFolderOfOtherThings_IsRefused_AndStaysAsItIs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using var site = new Site();
        await File.WriteAllTextAsync(Path.Combine(site.State, "of-others"), "", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(site.State, Everybody);

        // StartTests has what is told
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => site.GetAsync("/healthz"));

        Assert.Equal(Everybody, File.GetUnixFileMode(site.State));
    }
}
