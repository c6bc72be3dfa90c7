using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LearnWeb.Http;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Tests.Integration.Pages;
using Xunit;

namespace LearnWeb.Tests.Integration.ReverseProxyLab;

/// <summary>One page from five servers, each of them real.</summary>
public sealed class StaticServerTests(RealSite site) : IClassFixture<RealSite>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "content", "reverse-proxy", "page");
    private static readonly byte[] Page = File.ReadAllBytes(Path.Combine(Folder, StatusCodePage.FileName));

    [Fact]
    public async Task AllServers_SendTheSameBytes_AndTheAnswersAreWhatTheySay()
    {
        var servers = (await RunAsync()).GetProperty("servers").EnumerateArray().ToList();

        Assert.Equal(Enum.GetNames<PageServer>(), servers.Select(server => server.GetProperty("server").GetString()));
        var served = servers.Where(server => server.GetProperty("answers").GetArrayLength() > 0).ToList();
        Assert.Superset(
            new HashSet<string>(["Kestrel", "Mvc"]),
            served.Select(server => server.GetProperty("server").GetString()!).ToHashSet()
        );
        foreach (var server in served)
        {
            Assert.Equal(Page, ContentOf(Answer(server, PageQuestion.Whole)));
            Assert.InRange(server.GetProperty("timing").GetProperty("medianMs").GetDouble(), 0.001, 5000);
        }
    }

    [Fact]
    public async Task Nginx_KnowsTheFile_AndAsksTheApplicationForTheRest()
    {
        var comparison = await RunAsync();
        Assert.SkipWhen(
            comparison.GetProperty("configuration").ValueKind == JsonValueKind.Null,
            "There is no nginx on this machine: install it (Debian: apt-get install nginx-light)."
        );
        var nginx = comparison.GetProperty("servers")[0];

        Assert.StartsWith("HTTP/1.1 304 ", HeadOf(Answer(nginx, PageQuestion.Unchanged)), StringComparison.Ordinal);
        Assert.Equal(Page[..64], ContentOf(Answer(nginx, PageQuestion.Part)));
        using var compressed = new MemoryStream(ContentOf(Answer(nginx, PageQuestion.Compressed)));
        using var content = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(content, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Page, content.ToArray());
        Assert.DoesNotContain(Folder, comparison.GetRawText(), StringComparison.Ordinal);
        Assert.Equal([1, 2], comparison.GetProperty("fallback").EnumerateArray().Select(hops => hops.GetArrayLength()));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Page_HasARowForEachServerThatIsHere_AndTheBytes(string language)
    {
        using var response = await site.GetAsync($"/{language}/labs/reverse-proxy/static");
        var page = await Site.ParseAsync(response);

        var rows = page.QuerySelectorAll(".static-servers tbody tr").Length;
        var missing = page.QuerySelectorAll(".lab-see .notice").Length;
        Assert.Equal(Enum.GetValues<PageServer>().Length, rows + missing);
        Assert.Contains("Status codes", page.QuerySelector(".wire-response")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageThatMvcMakes_IsNotThereForVisitors()
    {
        using var response = await site.GetAsync(StatusCodePage.MvcPath);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<JsonElement> RunAsync()
    {
        using var response = await site.GetAsync("/en/labs/reverse-proxy/static", ("Accept", "application/json"));
        return await Site.JsonAsync(response);
    }

    private static byte[] Answer(JsonElement server, PageQuestion question) =>
        server
            .GetProperty("answers")
            .EnumerateArray()
            .Single(answer => answer.GetProperty("question").GetString() == question.ToString())
            .GetProperty("response")
            .GetProperty("base64")
            .GetBytesFromBase64();

    private static string HeadOf(byte[] response)
    {
        var reader = new MessageReader();
        reader.Read(response);
        return Encoding.ASCII.GetString(response, 0, reader.EndOfHead ?? 0);
    }

    private static byte[] ContentOf(byte[] response) =>
        [
            .. MessageParts
                .Of(response)
                .Where(part => part.Kind == PartKind.Body)
                .SelectMany(part => response[part.Start..part.End]),
        ];
}
