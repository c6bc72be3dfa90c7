using System.Text.RegularExpressions;
using LearnWeb.Tests.Integration.Content;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The notes' guestbooks in Flask and Django, behind the gateway.</summary>
public sealed class GuestbookTests
{
    [Theory(DisplayName = "The guestbook of the note is signed and read, by its own visitor")]
    [InlineData("flask", "csrf")]
    [InlineData("django", "csrfmiddlewaretoken")]
    public async Task Guestbook_IsSigned_AndNobodyElseReadsIt(string framework, string token)
    {
        Python.Need(framework);
        await using var site = new WsgiSite();
        using var ada = new HttpClient(
            new CookieKeeper
            {
                InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false },
            }
        )
        {
            BaseAddress = site.ClientOptions.BaseAddress,
        };
        var guestbook = new Uri($"/wsgi/{framework}/", UriKind.Relative);
        using var warm = await ada.PostAsync(guestbook, content: null); // a first POST makes her a visitor
        Assert.True((int)warm.StatusCode is 400 or 403); // without its token

        var page = await ada.GetStringAsync(guestbook);
        var secret = Regex
            .Match(page, $"name=\"{token}\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups[1]
            .Value;
        using var form = new FormUrlEncodedContent([
            new(token, secret),
            new("name", "Ada"),
            new("text", "<b>你好</b>"),
        ]);
        using var signed = await ada.PostAsync(guestbook, form);

        Assert.Equal(303, (int)signed.StatusCode);
        Assert.Equal($"/wsgi/{framework}/", signed.Headers.Location!.OriginalString);
        Assert.Contains("&lt;b&gt;你好&lt;/b&gt;", await ada.GetStringAsync(guestbook), StringComparison.Ordinal);
        Assert.DoesNotContain("你好", await site.Browser.GetStringAsync(guestbook), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flask")]
    [InlineData("django")]
    public async Task ClassThatOpensTheGuestbookTogether_IsServed(string framework)
    {
        Python.Need(framework);
        await using var site = new WsgiSite();
        using var first = await site.GetAsync($"/wsgi/{framework}/"); // its worker is started
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(async number =>
                {
                    using var response = await site.GetAsync(
                        $"/wsgi/{framework}/",
                        ("Cookie", $"lw-visitor={number:D22}")
                    );
                    return response.StatusCode;
                })
        );
        AssertEach.Of(answers, status => Assert.Equal(System.Net.HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task DjangoAdmin_HasItsStyleSheets_AndNoOtherFileIsSent()
    {
        Python.Need("django");
        await using var site = new WsgiSite();
        var page = await site.Browser.GetStringAsync(new Uri("/wsgi/django/admin/login/", UriKind.Relative));
        var sheets = Regex.Matches(
            page,
            "rel=\"stylesheet\"[^>]* href=\"(?<href>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );

        Assert.NotEmpty(sheets);
        foreach (var address in sheets.Select(sheet => sheet.Groups["href"].Value))
        {
            using var sheet = await site.GetAsync(address);
            Assert.Equal(
                ("text/css", "public, max-age=3600"),
                (sheet.Content.Headers.ContentType?.MediaType, sheet.Headers.CacheControl?.ToString())
            );
            using var again = await site.GetAsync(
                address,
                ("If-Modified-Since", sheet.Content.Headers.LastModified!.Value.ToString("r"))
            );
            Assert.Equal(304, (int)again.StatusCode);
        }

        foreach (
            var path in new[]
            {
                "",
                "admin",
                "admin/",
                "nothing.css",
                "guestbook.py",
                "..%2Fguestbook.py",
                "..%2F..%2Fguestbook.py",
                "%2Fetc%2Fpasswd",
                "admin%2F..%2F..%2Fguestbook.py",
                "..%5Cguestbook.py",
            }
        )
        {
            using var refused = await site.GetAsync($"/wsgi/django/static/{path}");
            Assert.True((int)refused.StatusCode is 400 or 404, path);
        }
    }

    /// <summary>
    /// A browser's cookies, as far as this needs them: by name, and the paths are the application's or all.
    /// </summary>
    private sealed class CookieKeeper : DelegatingHandler
    {
        private readonly Dictionary<string, string> _cookies = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            request.Headers.TryAddWithoutValidation(
                "Cookie",
                string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))
            );
            var response = await base.SendAsync(request, cancellationToken);
            foreach (var field in response.Headers.TryGetValues("Set-Cookie", out var fields) ? fields : [])
            {
                var pair = field.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }

            return response;
        }
    }
}
