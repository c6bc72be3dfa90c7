using System.Net;
using System.Text;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Tests.Integration.Content;
using Xunit;
using static LearnWeb.Tests.Integration.WsgiLab.WsgiLabCalls;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>What can be composed, what is refused, and what is put in the composer.</summary>
public sealed class WsgiComposerTests(WsgiSite site) : IClassFixture<WsgiSite>
{
    public static TheoryData<string, string, string> TooMuch { get; } =
        new()
        {
            { "query", new string('中', 1000), "longTarget" },
            { "path", "/" + new string('a', WsgiComposition.MostTarget), "longTarget" },
            { "fields", Fields(WsgiComposition.MostFields + 1), "longFields" },
            { "fields", "X-A: " + new string('a', WsgiComposition.MostText), "longFields" },
            { "body", new string('a', WsgiComposition.MostBody + 1), "longBody" },
        };

    public static TheoryData<string, string> AsMuchAsThereMayBe { get; } =
        new()
        {
            { "query", new string('a', WsgiComposition.MostTarget - "/wsgi/echo/?".Length) },
            { "fields", Fields(WsgiComposition.MostFields) },
            { "fields", "X-A: " + new string('中', WsgiComposition.MostText - "X-A: ".Length) },
            { "body", new string('a', WsgiComposition.MostBody) },
        };

    [Theory]
    [InlineData("HTTP/1.0", "HTTP/1.0")]
    [InlineData("HTTP/9.9", "HTTP/1.1")]
    public async Task Version_IsCarriedInTheAddress_WhereItIsOne(string asked, string shown)
    {
        var page = await site.PageAsync($"/en/labs/wsgi?app=echo&method=GET&path=%2F&version={asked}");
        Assert.Equal(shown, page.QuerySelector("#version [selected]")!.TextContent);
    }

    [Fact]
    public async Task ChunksOverHttp10_AreNotComposed()
    {
        using var response = await site.PostAsync(
            "application/json",
            [("app", "echo"), ("method", "POST"), ("body", "hi"), ("chunked", "true"), ("version", "HTTP/1.0")]
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"oldChunks\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherExpectations_AreNotComposed()
    {
        using var response = await site.PostAsync(
            "application/json",
            [("app", "echo"), ("method", "POST"), ("fields", "Expect: a miracle"), ("body", "hi")]
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task ChosenApplication_IsShown_WithWhatWasTyped_AndNothingRuns()
    {
        var page = await site.PageAsync(
            "/en/labs/wsgi?app=too-short&method=PUT&path=%2Fx&query=&fields=X-A%3A+1%0D%0AX-B%3A+2&body=hi&chunked=true"
        );
        Assert.Contains("\"100\"", page.QuerySelector(".wsgi-program pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "/wsgi/too-short",
            page.QuerySelector("label[for=path]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("PUT", page.QuerySelector("#method")!.GetAttribute("value"));
        Assert.Equal("X-A: 1\nX-B: 2", page.QuerySelector("#fields")!.TextContent.TrimStart('\n'));
        Assert.NotNull(page.QuerySelector("input[name=chunked][checked]"));
        Assert.Null(page.QuerySelector("#see"));
    }

    [Fact]
    public async Task ContentLengthOfThePresetWithHead_IsThatOfGet()
    {
        Python.Need("wsgiref");
        var preset = WsgiPreset.All.Find("head")!.Request;
        Assert.Equal("HEAD", preset.Method);
        Assert.Equal(await LengthAsync("GET"), await LengthAsync("HEAD"));

        async Task<string> LengthAsync(string method)
        {
            using var trace = await site.RunAsync(
                ("app", preset.App.Name),
                ("method", method),
                ("path", preset.Path),
                ("fields", preset.Fields)
            );
            var response = Encoding.Latin1.GetString(
                trace.RootElement.GetProperty("response").GetProperty("base64").GetBytesFromBase64()
            );
            return response.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task RequestOfTheBrowser_IsPutIntoTheComposer_WithItsSecretsCovered()
    {
        using var response = await site.GetAsync(
            "/en/labs/wsgi?from=browser",
            ("Cookie", "lw-session=secretsecret; taste=mint"),
            ("X-Own", "1")
        );
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("X-Own: 1", page, StringComparison.Ordinal);
        Assert.Contains(
            UiStrings.For(Language.English)["WsgiFromBrowserText", "/wsgi/echo"][..60],
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("taste=mint", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsecret", page, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "A request that cannot be composed is shown again with a reason")]
    [InlineData("method", "G T", "method")]
    [InlineData("path", "a", "path")]
    [InlineData("path", "/a?b", "path")]
    [InlineData("fields", "no colon", "fields")]
    [InlineData("fields", "X: \u0001", "fields")]
    [InlineData("fields", "Content-Length: 3", "ownField")]
    [InlineData("fields", "Expect: 100-continue", "expect")]
    [InlineData("fields", "Transfer-Encoding : chunked", "ownField")]
    [MemberData(nameof(TooMuch))]
    public async Task BadInput_IsRefused(string field, string value, string error)
    {
        using var response = await site.PostAsync(
            "application/json",
            [("app", "echo"), ("method", "GET"), ("path", "/"), (field, value)]
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{error}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What the lab promises to send, the server takes")]
    [MemberData(nameof(AsMuchAsThereMayBe))]
    public async Task LargestInput_ReachesTheApplication(string field, string value)
    {
        using var trace = await site.RunAsync(("app", "echo"), ("method", "POST"), ("path", "/"), (field, value));
        Assert.Contains("called", KindsIn(trace));
    }

    [Fact]
    public void ThreePresets_AreMustDo() => Assert.Equal(3, WsgiPreset.All.Count(preset => preset.IsMustDo));

    private static string Fields(int count) =>
        string.Join('\n', Enumerable.Range(0, count).Select(number => $"X-{number}: a"));
}
