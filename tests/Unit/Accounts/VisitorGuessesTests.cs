using LearnWeb.Models.Accounts;
using Xunit;

namespace LearnWeb.Tests.Unit.Accounts;

/// <summary>How long a visitor waits who guesses passwords.</summary>
public sealed class VisitorGuessesTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Wait_Doubles_AndEnds()
    {
        var guard = new VisitorGuesses(_clock);
        var waits = new List<double>();
        for (var i = 0; i < 17; i++)
        {
            var wait = guard.Begin("ada", "visitor", "address", isExempt: false);
            _clock.Now += wait;
            if (wait > TimeSpan.Zero)
            {
                waits.Add(wait.TotalMinutes);
                Assert.Equal(TimeSpan.Zero, guard.Begin("ADA", "visitor", "address", isExempt: false));
            }
        }

        Assert.Equal([1, 2, 4, 8, 15, 15, 15], waits);
    }

    [Fact]
    public void RightPassword_EndsTheRow()
    {
        var guard = new VisitorGuesses(_clock);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(TimeSpan.Zero, guard.Begin("ada", "visitor", "address", isExempt: false));
            if (i % 9 == 8)
            {
                guard.Right("ada", "visitor", "address");
            }
        }
    }

    [Fact]
    public void AddressThatGuessesUnderManyNames_IsStopped_ButNotWhoIsExempt()
    {
        var guard = new VisitorGuesses(_clock);
        for (var i = 0; i < VisitorGuesses.MostFromAnAddress; i++)
        {
            Assert.Equal(TimeSpan.Zero, guard.Begin($"account {i}", $"visitor {i}", "address", isExempt: false));
        }

        Assert.Equal(TimeSpan.FromMinutes(1), guard.Begin("another", "a new visitor", "address", isExempt: false));
        Assert.Equal(TimeSpan.Zero, guard.Begin("ada", "her browser", "address", isExempt: true));
        Assert.Equal(TimeSpan.Zero, guard.Begin("another", "a new visitor", "another address", isExempt: false));
        _clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(TimeSpan.Zero, guard.Begin("another", "a new visitor", "address", isExempt: false));
    }
}
