using System.Text;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi.Python;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>Answers that are rare and right reach the wire as the application gave them.</summary>
public sealed class OddAnswerTests(OddAnswerTests.OddSite site) : IClassFixture<OddAnswerTests.OddSite>
{
    [Fact(
        DisplayName = "Latin-1 in a field is one byte for each character; in a reason Kestrel writes a question mark"
    )]
    public async Task Latin1_IsOneByteForEachCharacter()
    {
        var response = await AnswerAsync("latin-1");
        Assert.StartsWith("HTTP/1.1 200 Caf?\r\n", response, StringComparison.Ordinal);
        Assert.Contains("X-Name: caf\xe9\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetContent_SaysThatItIsEmpty_AndIsNotCut()
    {
        var response = await AnswerAsync("reset");
        Assert.StartsWith("HTTP/1.1 205 Reset Content\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 0\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_SaysItsOwnDate_AndWhetherItMayBeKept()
    {
        var response = await AnswerAsync("date");
        Assert.Contains("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n", response, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: max-age=60\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("no-store", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepeatedFields_AreAllSent_InTheirOrder()
    {
        var lines = (await AnswerAsync("")).Split("\r\n");
        Assert.Equal("HTTP/1.1 299 Whatever", lines[0]);
        Assert.Equal(
            ["Set-Cookie: a=1; Path=/wsgi/hello", "Set-Cookie: b=2; Path=/wsgi/hello"],
            lines.Where(line => line.StartsWith("Set-Cookie", StringComparison.Ordinal))
        );
        Assert.Equal(["X-Two: 1", "X-Two: 2"], lines.Where(line => line.StartsWith("X-Two", StringComparison.Ordinal)));
    }

    private async Task<string> AnswerAsync(string path)
    {
        Python.Need("wsgiref");
        return Encoding.Latin1.GetString(
            await site.TalkAsync([
                Encoding.UTF8.GetBytes($"GET /wsgi/hello/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            ])
        );
    }

    /// <summary>A site whose first application is <c>apps/odd.py</c>.</summary>
    public sealed class OddSite : WsgiSite
    {
        private readonly DirectoryInfo _content = Directory.CreateTempSubdirectory("learnweb-odd-");

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            var apps = _content.CreateSubdirectory(Path.Combine("wsgi", "apps"));
            File.Copy(Path.Combine(PythonUnderTest.Folder, "odd.py"), Path.Combine(apps.FullName, "hello.py"));
            builder.ConfigureTestServices(services =>
                services.AddSingleton(_ => new WsgiCatalog(
                    _content.FullName,
                    new PythonFinder(null, TimeProvider.System),
                    TimeProvider.System,
                    NullLogger<WsgiCatalog>.Instance,
                    workers: 1
                ))
            );
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (_content.Exists)
            {
                _content.Delete(recursive: true);
            }
        }
    }
}
