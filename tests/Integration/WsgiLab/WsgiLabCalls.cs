using System.Text;
using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>Runs of the lab, and what its trace says.</summary>
internal static class WsgiLabCalls
{
    public static async Task<JsonDocument> RunAsync(this WsgiSite site, params (string, string)[] fields)
    {
        using var response = await site.PostAsync("application/json", fields);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text);
    }

    public static async Task<HttpResponseMessage> PostAsync(
        this WsgiSite site,
        string accept,
        (string Name, string Value)[] fields
    )
    {
        // The last value of a name counts.
        var values = fields
            .GroupBy(field => field.Name)
            .Select(field => KeyValuePair.Create(field.Key, field.Last().Value));
        using var content = new FormUrlEncodedContent(values);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/labs/wsgi", UriKind.Relative))
        {
            Content = content,
        };
        request.Headers.Add("Accept", accept);
        return await site.Browser.SendAsync(request);
    }

    public static string ResponseIn(JsonDocument trace) =>
        Encoding.Latin1.GetString(trace.RootElement.GetProperty("response").GetProperty("base64").GetBytesFromBase64());

    public static IEnumerable<string> KindsIn(JsonDocument trace) =>
        trace.RootElement.GetProperty("events").EnumerateArray().Select(step => step.GetProperty("kind").GetString()!);
}
