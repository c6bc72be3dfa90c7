using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>What the echo says of a request and its body.</summary>
public sealed class BinEchoTests(Site site) : IClassFixture<Site>
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Json_IsSortedAndIndentedByTwo()
    {
        using var response = await site.GetAsync("/bin/get?b=%E4%B8%AD&a=<&c");

        Assert.Equal(
            "{\n  \"args\": {\n    \"a\": \"<\",\n    \"b\": \"中\",\n    \"c\": \"\"\n  },\n  \"headers\": "
                + "{\n    \"Host\": \"localhost\"\n  },\n"
                + "  \"origin\": \"\",\n  \"url\": \"http://localhost/bin/get?b=%E4%B8%AD&a=%3C&c\"\n}\n",
            await response.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task Form_Files_AndBytes_AreTakenApart()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("1"), "a" },
            { new StringContent("2"), "a" },
            { new StringContent("文字"), "f", "t.txt" },
            {
                new ByteArrayContent([0xff, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } },
                "g",
                "i.png"
            },
        };
        using var urlencoded = new FormUrlEncodedContent([new("b", "x y"), new("b", "&")]);
        using var bytes = new ByteArrayContent([0xff]);

        var multipart = await PostAsync(form);
        Assert.Equal("[\"1\",\"2\"]", Compact(multipart.GetProperty("form").GetProperty("a")));
        Assert.Equal("文字", multipart.GetProperty("files").GetProperty("f").GetString());
        Assert.Equal("data:image/png;base64,/wA=", multipart.GetProperty("files").GetProperty("g").GetString());
        Assert.Equal("{\"b\":[\"x y\",\"&\"]}", Compact((await PostAsync(urlencoded)).GetProperty("form")));
        Assert.Equal(
            "data:application/octet-stream;base64,/w==",
            (await PostAsync(bytes)).GetProperty("data").GetString()
        );
    }

    [Theory]
    [InlineData("{\"b\":1.50,\"a\":[true,null]}", "{\"a\":[true,null],\"b\":1.50}")]
    [InlineData("[1e400]", "[1e400]")]
    [InlineData("\"\\ud800\"", "null")]
    [InlineData("{", "null")]
    [InlineData("", "null")]
    public async Task JsonBody_IsParsed(string body, string json)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var echo = await PostAsync(content);

        Assert.Equal(json, Compact(echo.GetProperty("json")));
        Assert.Equal(body, echo.GetProperty("data").GetString());
    }

    [Fact]
    public async Task DeepJson_IsRefused()
    {
        using var content = new StringContent(new string('[', 64) + new string(']', 64));
        using var response = await site.Browser.PostAsync(new Uri("/bin/post", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private async Task<JsonElement> PostAsync(HttpContent content)
    {
        using var response = await site.Browser.PostAsync(new Uri("/bin/post", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Site.JsonAsync(response);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element, Relaxed);
}
