using System.Text;
using System.Text.Json;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Tests.Integration.Pages;
using Xunit;

namespace LearnWeb.Tests.Integration.ReverseProxyLab;

/// <summary>The same ambiguous bytes for real servers.</summary>
public sealed class DesyncTests(DesyncTests.Run run) : IClassFixture<DesyncTests.Run>
{
    /// <summary>The site, and what came of giving all cases to all servers once.</summary>
    public sealed class Run : IAsyncLifetime
    {
        public RealSite Real { get; } = new();

        public JsonElement Rows { get; private set; }

        public async ValueTask InitializeAsync()
        {
            using var response = await Real.GetAsync("/en/labs/reverse-proxy/desync", ("Accept", "application/json"));
            Rows = (await Site.JsonAsync(response)).GetProperty("rows");
        }

        public ValueTask DisposeAsync() => Real.DisposeAsync();
    }

    [Theory]
    [InlineData("bare-lf", "Kestrel", "200,200", "GET /a,GET /b")]
    [InlineData("bare-lf", "Yarp", "200,200", "GET /a,GET /b")]
    [InlineData("bare-lf", "Nginx", "200,200", "GET /a,GET /b")]
    [InlineData("two-lengths", "Kestrel", "400", "")]
    [InlineData("two-lengths", "Yarp", "400", "")]
    [InlineData("two-lengths", "Nginx", "400", "")]
    [InlineData("two-lengths", "Gunicorn", "400", "")]
    [InlineData("length-and-chunked", "Kestrel", "200", "POST /a")]
    [InlineData("length-and-chunked", "Yarp", "200", "POST /a")]
    [InlineData("length-and-chunked", "Nginx", "400", "")]
    [InlineData("unknown-coding", "Nginx", "501", "")]
    [InlineData("chunk-with-lf", "Kestrel", "400", "")]
    [InlineData("chunk-with-lf", "Nginx", "200,200", "POST /a,GET /b")]
    [InlineData("chunk-with-lf", "Gunicorn", "200", "POST /a")]
    public void Server_CountsItsWay(string id, string server, string statuses, string requests)
    {
        var answer = RowOf(id)
            .GetProperty("answers")
            .EnumerateArray()
            .FirstOrDefault(one => one.GetProperty("server").GetString() == server);
        Assert.SkipWhen(
            answer.ValueKind == JsonValueKind.Undefined,
            $"There is no {server} on this machine: install it (Debian: apt-get install nginx-light gunicorn)."
        );

        Assert.Equal(
            statuses,
            string.Join(',', answer.GetProperty("statuses").EnumerateArray().Select(status => status.GetInt32()))
        );
        Assert.Equal(
            requests,
            string.Join(',', answer.GetProperty("requests").EnumerateArray().Select(request => request.GetString()))
        );
    }

    [Fact]
    public void Row_HasTheBytesThatEachWasGiven()
    {
        var row = RowOf("space-before-colon");

        var sent = Encoding.ASCII.GetString(row.GetProperty("request").GetProperty("base64").GetBytesFromBase64());
        Assert.StartsWith("POST /a HTTP/1.1\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("\r\nTransfer-Encoding : chunked\r\n", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Page_HasARowForEachCase(string language)
    {
        using var response = await run.Real.GetAsync($"/{language}/labs/reverse-proxy/desync");
        var page = await Site.ParseAsync(response);

        Assert.Equal(DesyncCase.All.Count, page.QuerySelectorAll(".desync tbody tr").Length);
        Assert.Equal(
            DesyncCase.All.Select(one => $"#{one.Id}"),
            page.QuerySelectorAll(".desync th a").Select(link => link.GetAttribute("href"))
        );
    }

    private JsonElement RowOf(string id) =>
        run.Rows.EnumerateArray().Single(row => row.GetProperty("id").GetString() == id);
}
