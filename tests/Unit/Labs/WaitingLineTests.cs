using LearnWeb.Models.Labs;
using Xunit;

namespace LearnWeb.Tests.Unit.Labs;

public sealed class WaitingLineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SeventeenthOfSixteen_Waits_AndEntersWhenOneLeaves()
    {
        var line = new WaitingLine(16, TimeProvider.System);
        var rooms = new List<Turn>();
        for (var i = 0; i < 16; i++)
        {
            rooms.Add(await AskAsync(line));
        }

        AssertEach.Of(rooms, turn => Assert.NotNull(turn.Room));
        var (first, second) = (await AskAsync(line), await AskAsync(line));
        Assert.Equal((1, 2), (first.Place, second.Place));

        rooms[0].Room!.Dispose();
        rooms[0].Room!.Dispose(); // leaving twice gives no second room

        Assert.Null((await AskAsync(line, second.Ticket)).Room);
        Assert.NotNull((await AskAsync(line, first.Ticket)).Room);
        Assert.Equal(1, (await AskAsync(line, second.Ticket)).Place);
    }

    [Fact]
    public async Task WhoStopsAsking_LosesThePlace()
    {
        var clock = new Clock();
        var line = new WaitingLine(0, clock);
        var gone = await AskAsync(line);
        var waits = await AskAsync(line);
        for (var second = 0; second < 6; second += 2)
        {
            clock.Now += TimeSpan.FromSeconds(2);
            waits = await AskAsync(line, waits.Ticket);
        }

        Assert.Equal(1, waits.Place);
        Assert.Equal(2, (await AskAsync(line, gone.Ticket)).Place);
    }

    [Fact]
    public async Task NobodyWaits_LongerThanHalfAMinute()
    {
        var clock = new Clock();
        var line = new WaitingLine(0, clock);
        var waits = await AskAsync(line);
        for (var second = 0; second < 30; second += 3)
        {
            Assert.False(waits.IsTurnedAway);
            clock.Now += TimeSpan.FromSeconds(3);
            waits = await AskAsync(line, waits.Ticket);
        }

        Assert.True(waits.IsTurnedAway);
    }

    [Fact]
    public async Task LongLine_TurnsAwayAtOnce()
    {
        var line = new WaitingLine(0, new Clock());
        for (var i = 0; i < WaitingLine.MostWaiting; i++)
        {
            Assert.False((await AskAsync(line)).IsTurnedAway);
        }

        Assert.True((await AskAsync(line)).IsTurnedAway);
    }

    [Fact]
    public async Task PatientCall_ReturnsWhenThereIsRoom()
    {
        var line = new WaitingLine(1, TimeProvider.System);
        var inside = await AskAsync(line);
        var waiting = line.EnterAsync(null, TimeSpan.FromSeconds(20), Cancellation);
        await Task.Delay(150, Cancellation);
        Assert.False(waiting.IsCompleted);

        inside.Room!.Dispose();

        Assert.NotNull((await waiting).Room);
    }

    private static Task<Turn> AskAsync(WaitingLine line, string? ticket = null) =>
        line.EnterAsync(ticket, TimeSpan.Zero, Cancellation);
}
