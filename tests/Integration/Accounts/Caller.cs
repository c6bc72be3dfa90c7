using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>A program that calls the API, with a cookie jar of its own and, perhaps, a bearer token.</summary>
internal sealed class Caller(Site site, string? visitor = null)
{
    public const string GoodPassword = "correct horse battery";

    private static int _names;

    public Dictionary<string, string> Cookies { get; } = visitor is null ? [] : new() { ["lw-visitor"] = visitor };

    public string? Bearer { get; set; }

    public static string NewName() => $"learner-{Guid.NewGuid():N}"[..24] + Interlocked.Increment(ref _names);

    /// <summary>
    /// Whether a <c>Set-Cookie</c> field sets what one is signed in by; the other one only says that this browser is
    /// known.
    /// </summary>
    public static bool IsCredential(string field) => !field.StartsWith("lw-known=", StringComparison.Ordinal);

    public static string NewVisitor() => Guid.NewGuid().ToString("N")[..22];

    /// <summary>Makes an account and signs in with a session.</summary>
    public async Task<string> EnterAsync()
    {
        var name = NewName();
        using var registered = await SendAsync(
            HttpMethod.Post,
            "/api/account",
            new { userName = name, password = GoodPassword }
        );
        using var signedIn = await SignInAsync(name);
        return signedIn.IsSuccessStatusCode
            ? name
            : throw new InvalidOperationException($"{registered.StatusCode}, {signedIn.StatusCode}");
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password = GoodPassword) =>
        SendAsync(HttpMethod.Post, "/api/session", new { userName = name, password });

    /// <summary>Gets tokens; their body.</summary>
    public async Task<JsonElement> TokensAsync(string name)
    {
        using var answer = await SendAsync(
            HttpMethod.Post,
            "/api/token",
            new { userName = name, password = GoodPassword }
        );
        return await JsonAsync(answer);
    }

    /// <summary>Gets tokens, and uses the access token from now on.</summary>
    /// <returns>The refresh token.</returns>
    public async Task<string> UseTokensAsync(string name)
    {
        var tokens = await TokensAsync(name);
        Bearer = tokens.GetProperty("access_token").GetString();
        return tokens.GetProperty("refresh_token").GetString()!;
    }

    public Task<HttpResponseMessage> RefreshAsync(string? token) =>
        SendAsync(HttpMethod.Post, "/api/token/refresh", new { refresh_token = token });

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        object? json = null,
        params (string Name, string Value)[] fields
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Content = json is null ? null : JsonContent.Create(json);
        request.Headers.Authorization = Bearer is null ? null : new AuthenticationHeaderValue("Bearer", Bearer);
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await site.Browser.SendAsync(request);
        Keep(response);
        return response;
    }

    /// <summary>
    /// Sends a form as a browser does from a page of the site, with the antiforgery token of that page where there is
    /// one.
    /// </summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        string path,
        IEnumerable<(string Name, string Value)> form,
        string? antiforgery = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", site.Browser.BaseAddress!.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation(
            "Cookie",
            string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))
        );
        var fields = form.Select(field => KeyValuePair.Create(field.Name, field.Value));
        request.Content = new FormUrlEncodedContent(
            antiforgery is null ? fields : fields.Append(new("__RequestVerificationToken", antiforgery))
        );
        var response = await site.Browser.SendAsync(request);
        Keep(response);
        return response;
    }

    /// <summary>The antiforgery token of a page as this caller is shown it.</summary>
    public async Task<string> TokenOfPageAsync(string path)
    {
        using var page = await SendAsync(HttpMethod.Get, path);
        return (await Site.ParseAsync(page)).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    /// <summary>The same, with the antiforgery token.</summary>
    public async Task<HttpResponseMessage> SendWithTokenAsync(HttpMethod method, string path, object? json = null)
    {
        using var answer = await SendAsync(HttpMethod.Get, "/api/antiforgery");
        return await SendAsync(
            method,
            path,
            json,
            ("RequestVerificationToken", (await JsonAsync(answer)).GetProperty("token").GetString()!)
        );
    }

    /// <summary>Whom the API takes this caller for; <c>null</c> for nobody.</summary>
    public async Task<(string UserName, string Scheme)?> MeAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/api/me");
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        var me = await JsonAsync(answer);
        return (me.GetProperty("userName").GetString()!, me.GetProperty("scheme").GetString()!);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    private void Keep(HttpResponseMessage response)
    {
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (
                cookie[..cookie.IndexOf('=', StringComparison.Ordinal)],
                cookie.Split(';')[0][(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]
            );
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = value;
            }
        }
    }
}
