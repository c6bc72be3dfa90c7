using System.Net;
using LearnWeb.Models.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>More passwords than can be hashed: the desk has all its places and its waiting line taken.</summary>
public sealed class BusyTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/en/account/guest", "text/html")]
    [InlineData("/en/account/register", "text/html")]
    [InlineData("/api/guest", "application/problem+json")]
    public async Task CallThatCannotEvenWait_Is503_AndSaysWhenToComeBack(string path, string media)
    {
        var desk = site.Services.GetRequiredService<PasswordHashLimiter>();
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = Enumerable
            .Range(0, Environment.ProcessorCount + PasswordHashLimiter.MostWaiting)
            .Select(_ => desk.RunAsync(() => done.Task, CancellationToken.None))
            .ToList();

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content =
            media == "text/html"
                ? new FormUrlEncodedContent([new("userName", Caller.NewName()), new("password", Caller.GoodPassword)])
                : null;
        using var answer = await site.Browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(media, answer.Content.Headers.ContentType?.MediaType);
        Assert.True(
            media != "text/html"
                || (await answer.Content.ReadAsStringAsync()).Contains(
                    "503 Service Unavailable",
                    StringComparison.Ordinal
                )
        );

        done.SetResult(true);
        await Task.WhenAll(taken.Select(place => place.ContinueWith(_ => { }, TaskScheduler.Default)));
    }
}
