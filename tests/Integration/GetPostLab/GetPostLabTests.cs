using System.Net;
using System.Text;
using System.Text.Json;
using LearnWeb.Models.GetPostLab;
using LearnWeb.TagHelpers;
using Xunit;

namespace LearnWeb.Tests.Integration.GetPostLab;

public sealed class GetPostLabTests(Site site) : IClassFixture<Site>
{
    private const string Lab = "/en/labs/get-post";

    [Fact]
    public async Task PostedForm_IsFoundInTheBody_AndTheQueryInTheTarget()
    {
        using var content = new StringContent("message=a%2Bb", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var trace = await TraceAsync(HttpMethod.Post, $"{Lab}?q=1", content);

        Assert.Equal("a+b", trace.RootElement.GetProperty("inBody")[0].GetProperty("value").GetString());
        Assert.Equal("q=1", trace.RootElement.GetProperty("inTarget")[0].GetProperty("raw").GetString());
        Assert.Contains(
            "\"POST /en/labs/get-post?q=1 HTTP/1.1\" 200",
            trace.RootElement.GetProperty("logLine").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WhatIsEchoed_IsText()
    {
        using var response = await site.GetAsync($"{Lab}?name=%3Cscript%3Ealert(1)%3C/script%3E&%3Cimg%20src=x%3E=1");
        var page = await response.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongValue_IsShownAsFarAsACellGoes_NeverHalfACharacter()
    {
        var value = new string('<', BeginningTagHelper.Most - 1) + "😀<";
        using var response = await site.GetAsync($"{Lab}?a={Uri.EscapeDataString(value)}");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Contains(
            $"{string.Concat(Enumerable.Repeat("&lt;", BeginningTagHelper.Most - 1))}</span><p "
                + "class=\"wire-note\">… 3 more characters",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task PlainPost_Answers200_AndTwiceIsTwice()
    {
        var visitor = await ArriveAsync();
        using (var first = await SignAsync(visitor, "same", "Plain", key: null))
        {
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        }

        using var second = await SignAsync(visitor, "same", "Plain", key: null);
        Assert.Equal(2, await CountAsync(visitor, "same"));
    }

    [Fact]
    public async Task Redirect_Is303_ToThePageOfTheBook()
    {
        var visitor = await ArriveAsync();
        using var response = await SignAsync(visitor, "once", "Redirect", key: null);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal($"{Lab}?signed=now#guestbook", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SameKey_CountsOnce_EvenAtOnce()
    {
        var visitor = await ArriveAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignAsync(visitor, "key", "Key", "k1")));

        Assert.Single(
            answers,
            answer => answer.Headers.Location!.ToString().Contains("signed=now", StringComparison.Ordinal)
        );
        Assert.Equal(1, await CountAsync(visitor, "key"));
    }

    [Fact]
    public async Task Guestbook_IsTheVisitorsOwn_AndBounded()
    {
        var (mine, other) = (await ArriveAsync(), await ArriveAsync());
        for (var i = 0; i < Guestbook.MostEntries + 3; i++)
        {
            using var response = await SignAsync(mine, "many", "Redirect", key: null);
        }

        Assert.Equal(Guestbook.MostEntries, await CountAsync(mine, "many"));
        Assert.Equal(0, await CountAsync(other, "many"));
    }

    [Theory(DisplayName = "An entry that is not taken says so")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task EmptyEntry_Is400(string? text)
    {
        using var response = await SignAsync(
            await ArriveAsync(),
            text ?? new string('x', Guestbook.LongestText + 1),
            "Redirect",
            key: null
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory(DisplayName = "Another site cannot sign")]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://localhost", HttpStatusCode.SeeOther)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.SeeOther)]
    [InlineData("Authorization", "Basic eDp5", HttpStatusCode.Forbidden)]
    [InlineData("Authorization", "Bearer x.y.z", HttpStatusCode.Forbidden)]
    public async Task Origin_Decides(string field, string value, HttpStatusCode status)
    {
        using var response = await SignAsync(await ArriveAsync(), "x", "Redirect", key: null, (field, value));
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task CookieWithoutOriginAndToken_IsRefused()
    {
        using var request = Request(await ArriveAsync(), "x", "Redirect", key: null);
        using var response = await site.Browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory(DisplayName = "Methods that forms cannot send are answered")]
    [InlineData("PUT", HttpStatusCode.OK)]
    [InlineData("PATCH", HttpStatusCode.OK)]
    [InlineData("DELETE", HttpStatusCode.OK)]
    [InlineData("OPTIONS", HttpStatusCode.OK)]
    [InlineData("HEAD", HttpStatusCode.OK)]
    [InlineData("POST", HttpStatusCode.MethodNotAllowed)]
    public async Task OtherMethods_AreAnswered(string method, HttpStatusCode status)
    {
        using var response = await site.SendAsync(new HttpMethod(method), $"{Lab}/methods");
        Assert.Equal(status, response.StatusCode);
        Assert.True(status != HttpStatusCode.OK || response.Content.Headers.Allow.Contains("PATCH"));
    }

    [Fact]
    public async Task NextPage_ShowsTheReferer()
    {
        using var response = await site.GetAsync(
            $"{Lab}/next",
            ("Referer", "http://localhost/en/labs/get-post?name=me")
        );
        Assert.Contains(
            "Referer: http://localhost/en/labs/get-post?name=me",
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    private async Task<string> ArriveAsync()
    {
        using var response = await site.GetAsync(Lab);
        return response
            .Headers.GetValues("Set-Cookie")
            .Single(cookie => cookie.StartsWith("lw-visitor", StringComparison.Ordinal))
            .Split(';')[0];
    }

    private async Task<HttpResponseMessage> SignAsync(
        string visitor,
        string text,
        string way,
        string? key,
        params (string Name, string Value)[] fields
    )
    {
        using var request = Request(visitor, text, way, key);
        foreach (var (name, value) in fields.Length > 0 ? fields : [("Origin", "http://localhost")])
        {
            request.Headers.Add(name, value);
        }

        return await site.Browser.SendAsync(request);
    }

    private static HttpRequestMessage Request(string visitor, string text, string way, string? key)
    {
        var fields = new Dictionary<string, string>
        {
            ["text"] = text,
            ["way"] = way,
            ["key"] = key ?? "",
        };
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Lab}/guestbook", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(fields),
        };
        request.Headers.Add("Cookie", visitor);
        return request;
    }

    private async Task<int> CountAsync(string visitor, string text)
    {
        using var response = await site.GetAsync(Lab, ("Cookie", visitor));
        var page = await response.Content.ReadAsStringAsync();
        return page.Split($"<li>{text} <time").Length - 1;
    }

    private async Task<JsonDocument> TraceAsync(HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("Accept", "application/json");
        using var response = await site.Browser.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}
