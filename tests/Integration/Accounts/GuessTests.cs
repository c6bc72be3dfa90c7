using System.Net;
using LearnWeb.Models.Accounts;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>Guessing is slow, and nobody can lock anybody out.</summary>
public sealed class GuessTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TenWrongPasswords_Are401_TheNextIs429_EvenIfRight(bool exists)
    {
        var name = exists ? await new Caller(site).EnterAsync() : Caller.NewName();
        var guesser = new Caller(site, Caller.NewVisitor());
        for (var i = 0; i < VisitorGuesses.MostInARow; i++)
        {
            using var wrong = await guesser.SignInAsync(name, $"wrong {i} wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var stopped = await guesser.SignInAsync(name);
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
        // a minute from the last guess, whose hash took its time too
        Assert.InRange(stopped.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        using var owner = await new Caller(site, Caller.NewVisitor()).SignInAsync(name);
        Assert.Equal(exists ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized, owner.StatusCode);
    }

    [Fact]
    public async Task UnknownUser_AnswersLikeAWrongPassword()
    {
        var name = await new Caller(site).EnterAsync();
        using var wrong = await new Caller(site).SignInAsync(name, "wrong password");
        using var unknown = await new Caller(site).SignInAsync(Caller.NewName(), "wrong password");
        Assert.Equal(
            Comparable(await wrong.Content.ReadAsStringAsync()),
            Comparable(await unknown.Content.ReadAsStringAsync())
        );
        Assert.Equal(wrong.Headers.Select(field => field.Key), unknown.Headers.Select(field => field.Key));
    }

    [Fact]
    public async Task ManyGuessesAtOnce_AreNoWayAround()
    {
        var name = await new Caller(site).EnterAsync();
        var guesser = new Caller(site, Caller.NewVisitor());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 14).Select(i => guesser.SignInAsync(name, $"wrong {i} wrong"))
        );
        AssertEach.Of(
            answers,
            answer =>
                Assert.True(
                    answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests,
                    answer.StatusCode.ToString()
                )
        );
        Assert.Equal(
            VisitorGuesses.MostInARow,
            answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized)
        );
    }

    private static string Comparable(string problem) => problem[..problem.IndexOf("traceId", StringComparison.Ordinal)];
}
