using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>The program itself, started by someone who got a setting wrong.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("learnweb-").FullName;

    [Theory]
    [InlineData("Content:Path", "/nonexistent", "Let Content:Path name the folder that holds the notes.")]
    [InlineData(
        "Limits:BodyBytes",
        "abc",
        "Limits:BodyBytes is 'abc'. Write a number greater than 0, like 1048576, at most "
    )]
    [InlineData("Limits:Connections", "-1", "Limits:Connections is '-1'.")]
    [InlineData("Labs:Tcp:Live", "maybe", "Labs:Tcp:Live is 'maybe'. Write true or false.")]
    [InlineData("Urls", "foo", "Urls has 'foo'. Write scheme, host and port, like http://localhost:5080")]
    [InlineData("Urls", "ftp://localhost:5080", "Urls has 'ftp://localhost:5080'.")]
    [InlineData("Site:Url", "learn.example", "Site:Url is 'learn.example'. Write the site's scheme and host,")]
    [InlineData("Site:Url", "https://learn.example/en", "The path of Site:Url is '/en'. Write a path like /learn,")]
    [InlineData("Site:Url", "https://learn.example/?a=1", "Site:Url is 'https://learn.example/?a=1'.")]
    [InlineData(
        "Site:PathBase",
        "learn",
        "Site:PathBase is 'learn'. Write a path like /learn, of letters, digits and -._~ (at most 100)"
    )]
    [InlineData("Site:PathBase", "/bin/site", "Site:PathBase is '/bin/site'.")]
    [InlineData("Proxy:Known", "nginx", "Proxy:Known has 'nginx'.")]
    [InlineData("State:Path", "/dev/null/state", "Let State:Path name a folder that can be written.")]
    [InlineData("State:Path", "/proc/state", "Let State:Path name a folder that can be written.")]
    [InlineData("Limits:GuestHours", "1e300", "Limits:GuestHours is '1e300'.")]
    [InlineData("Limits:GuestHours", "100000001", "Limits:GuestHours is '100000001'.")]
    [InlineData("Limits:GuestHours", "NaN", "Limits:GuestHours is 'NaN'.")]
    [InlineData("Urls", "http://localhost:abc", "Urls has 'http://localhost:abc'.")]
    [InlineData("Urls", "http://[::1", "Urls has 'http://[::1'.")]
    [InlineData("Urls", "http://a b:5080", "Urls has 'http://a b:5080'.")]
    [InlineData("Urls", "https://localhost:0", "let Kestrel:Certificates:Default:Path name a certificate")]
    [InlineData("Kestrel:Endpoints:Web:Url", "foo", "Kestrel:Endpoints:Web:Url has 'foo'.")]
    [InlineData("Logging:LogLevel:Default", "foo", "Look at Logging in the settings")]
    [InlineData("Urls", "http://localhost:99999", "Urls has 'http://localhost:99999'.")]
    [InlineData("Database", "Host=db.example", "Database is 'Host=db.example'. Write where the SQLite file is")]
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
        var url = string.Create(
            CultureInfo.InvariantCulture,
            $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"
        );

        await AssertToldAsync(
            $"{url}: address already in use. Stop the program that listens there, or choose another port",
            "--Urls",
            url
        );
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

    [Theory]
    [InlineData(
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
        "1",
        "Globalization is invariant, but the site needs the cultures zh and en."
    )]
    public async Task SurroundingsThatDoNotDo_AreToldInOneLine(string variable, string value, string told) =>
        await AssertToldAsync(told, [(variable, value)], ["--State:Path", _state]);

    [Fact]
    public async Task NoHome_IsToldInOneLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are Unix's.");
        await AssertToldAsync(
            "Let State:Path name a folder that can be written.",
            [("HOME", "/proc/nowhere"), ("XDG_DATA_HOME", ""), ("ASPNETCORE_ENVIRONMENT", "Production")],
            []
        );
    }

    [Fact]
    public async Task FileThatIsNoDatabase_IsToldInOneLine()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_state, "learnweb.db"),
            "no database",
            TestContext.Current.CancellationToken
        );
        Directory.CreateDirectory(Path.Combine(_state, "keys"));

        await AssertToldAsync("cannot be used. SQLite Error 26: 'file is not a database'");
    }

    [Fact]
    public async Task TemporaryFiles_AreInTheStateFolder_AndTheOnesOfKilledProcessesAreRemoved()
    {
        Directory.CreateDirectory(Path.Combine(_state, "keys"));
        var left = Directory.CreateDirectory(Path.Combine(_state, "tmp", $"{int.MaxValue}", "learnweb-wsgi-left"));
        using (await SiteProcess.StartAsync(_state, ("TMPDIR", "/proc/nowhere")))
        {
            Assert.False(left.Exists && Directory.Exists(left.FullName));
            Assert.Single(Directory.EnumerateDirectories(Path.Combine(_state, "tmp")));
            // written by way of a temporary file
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(_state, "keys")));
        }
    }

    [Theory]
    [InlineData("Limits:GuestHours", "100000000")]
    [InlineData("Limits:KeepAliveSeconds", "100000000")]
    [InlineData("Limits:HeadersSeconds", "100000000")]
    public async Task LargestNumber_Starts(string key, string value)
    {
        Directory.CreateDirectory(Path.Combine(_state, "keys"));
        using var site = await SiteProcess.StartAsync(
            _state,
            (key.Replace(":", "__", StringComparison.Ordinal), value)
        );
        using var guest = await site.Client.PostAsync(
            site.At("/api/guest"),
            content: null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.Created, guest.StatusCode);
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private Task AssertToldAsync(string told, params string[] setting) =>
        AssertToldAsync(told, [], ["--State:Path", _state, .. setting]);

    private static async Task AssertToldAsync(string told, (string Name, string Value)[] environment, string[] setting)
    {
        var (exitCode, output, errors) = await SiteProcess.RunAsync(
            ["--Urls", "http://127.0.0.1:0", .. setting],
            environment,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(1, exitCode);
        Assert.Contains(told, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
