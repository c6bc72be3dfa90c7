using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Xunit;

namespace LearnWeb.Tests.Unit.Pages;

/// <summary>The program itself, started by someone who got a setting wrong.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("learnweb-").FullName;

    [Theory]
    [InlineData("Content:Path", "/nonexistent", "Let Content:Path name the folder that holds the notes.")]
    [InlineData("Limits:BodyBytes", "abc", "Limits:BodyBytes is 'abc'. Write a number greater than 0, like 1048576.")]
    [InlineData("Limits:Connections", "-1", "Limits:Connections is '-1'.")]
    [InlineData("Labs:Tcp:Live", "maybe", "Labs:Tcp:Live is 'maybe'. Write true or false.")]
    [InlineData("Urls", "foo", "Urls has 'foo'. Write scheme, host and port, like http://localhost:5080")]
    [InlineData("Urls", "ftp://localhost:5080", "Urls has 'ftp://localhost:5080'.")]
    [InlineData("Site:Url", "learn.example", "Site:Url is 'learn.example'. Write the site's scheme and host only")]
    [InlineData("Proxy:Known", "nginx", "Proxy:Known has 'nginx'.")]
    [InlineData("State:Path", "/dev/null/state", "Let State:Path name a folder that can be written.")]
    public async Task SettingThatCannotBeUsed_IsToldInOneLine(string key, string value, string told)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are Unix's.");

        await AssertToldAsync(told, $"--{key}", value);
    }

    [Fact]
    public async Task PortInUse_IsToldInOneLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        await AssertToldAsync($"{url}: address already in use. Stop the program that listens there, or choose another port", "--Urls", url);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task StateFolderOfOtherThings_IsToldInOneLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await File.WriteAllTextAsync(Path.Combine(_state, "of-others"), "", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(_state, File.GetUnixFileMode(_state) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        await AssertToldAsync("close this one: chmod 700");
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private async Task AssertToldAsync(string told, params string[] setting)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "LearnWeb.dll"), "--State:Path", _state, "--Urls", "http://127.0.0.1:0" }.Concat(setting))
        {
            start.ArgumentList.Add(argument);
        }

        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, program.ExitCode);
        Assert.Contains(told, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
    }
}
