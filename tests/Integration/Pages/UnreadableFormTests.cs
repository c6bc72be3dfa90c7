using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// Forms that cannot be read, sent to every page: the sender's fault, told to the sender and to no log.
/// </summary>
public sealed class UnreadableFormTests(UnreadableFormTests.LoggedSite site)
    : IClassFixture<UnreadableFormTests.LoggedSite>
{
    private const string Urlencoded = "application/x-www-form-urlencoded";

    private static readonly Dictionary<string, (string Type, string Body)> Forms = new()
    {
        ["no boundary"] = ("multipart/form-data", "x"),
        ["cut"] = (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nonly half"
        ),
        ["too many keys"] = (Urlencoded, string.Join('&', Enumerable.Range(0, 1100).Select(i => $"k{i}=1"))),
        ["a long key"] = (Urlencoded, new string('k', 3000) + "=1"),
        ["too large"] = (Urlencoded, "k=" + new string('v', 1024 * 1024)),
    };

    public static TheoryData<string> Bad { get; } = [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task UnreadableForm_FailsNoPage_AndFillsNoLog(string form)
    {
        var answers = new List<string>();
        foreach (var path in Pages().Append("/zh/nope"))
        {
            foreach (var fields in new[] { "", "Origin: http://x\r\n", "Cookie: a=b\r\n" })
            {
                answers.Add($"{path} {fields.Trim()}: {await PostAsync(path, form, fields)}");
            }
        }

        Assert.DoesNotContain(answers, answer => !ExpectedOf(answer).Contains(StatusOf(answer)));
        Assert.Empty(site.Errors);
    }

    [Theory]
    [InlineData("/en/labs/http")]
    [InlineData("/en/labs/wsgi")]
    [InlineData("/en/labs/session-token")]
    [InlineData("/en/labs/get-post/guestbook")]
    [InlineData("/en/account/sign-in")]
    [InlineData("/en/account/register")]
    public async Task PageThatTakesAForm_ExplainsWhyItIsRefused(string path)
    {
        foreach (var form in Forms.Keys)
        {
            var answer = await PostAsync(path, form, "");
            var (status, title) =
                form == "too large"
                    ? (413, "The body is too large")
                    : (400, "The server could not make sense of this request");

            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
            Assert.Contains(title, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task KeyWithAnOpenBracket_IsAKeyLikeAnyOther()
    {
        var answer = await site.TalkAsync(
            $"POST /en/labs/http HTTP/1.1\r\nHost: x\r\nContent-Type: {Urlencoded}\r\nContent-Length: 4\r\n"
                + "Connection: close\r\n\r\na[=1"
        );

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("There is no request yet", answer, StringComparison.Ordinal);
        Assert.Empty(site.Errors);
    }

    /// <summary>
    /// The GET and POST lab shows whatever comes; an action that wants nothing of the form does what it does.
    /// </summary>
    private static int[] ExpectedOf(string answer) =>
        answer.StartsWith("/zh/labs/get-post ", StringComparison.Ordinal) ? [200, 413] : [303, 400, 401, 404, 405, 413];

    private static int StatusOf(string answer) =>
        int.Parse(answer.Split("HTTP/1.1 ")[1].Split(' ')[0], CultureInfo.InvariantCulture);

    private async Task<string> PostAsync(string path, string form, string fields)
    {
        var (type, body) = Forms[form];
        return await site.TalkAsync(
            $"POST {path} HTTP/1.1\r\nHost: x\r\n{fields}Content-Type: {type}\r\nContent-Length: "
                + $"{Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"
        );
    }

    /// <summary>
    /// The path of every controller's page; <c>/bin</c> and <c>/api</c> have their own ways of failing.
    /// </summary>
    private IEnumerable<string> Pages() =>
        site
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            .Select(endpoint =>
                "/"
                + string.Join(
                    '/',
                    endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(ValueOf)))
                )
            )
            .Where(path =>
                !path.StartsWith("/bin", StringComparison.Ordinal)
                && !path.StartsWith("/api", StringComparison.Ordinal)
                && !path.StartsWith("/error", StringComparison.Ordinal)
            )
            .Distinct();

    private static string ValueOf(RoutePatternPart part) =>
        part switch
        {
            RoutePatternParameterPart { Name: "lang" } => "zh",
            RoutePatternParameterPart => "http",
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        };

    /// <summary>A real site that remembers what it logged as an error.</summary>
    public sealed class LoggedSite : RealSite
    {
        private readonly ErrorLog _log = new();

        internal IReadOnlyCollection<string> Errors => _log.Lines;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(logging => logging.AddProvider(_log));
            builder.UseSetting("Limits:ExperimentsPerMinute", "10000");
            builder.UseSetting("Limits:AccountCallsPerMinute", "10000");
        }
    }
}
