using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

public sealed class ExchangeStoreTests
{
    private readonly Clock _clock = new();
    private readonly ExchangeStore _shelf;

    public ExchangeStoreTests() => _shelf = new ExchangeStore(_clock);

    [Fact]
    public void Exchange_IsFoundByItsIdentifier_AndByNoOther()
    {
        var id = Keep("a");

        Assert.Equal(id, _shelf.Find(id)!.Id);
        Assert.Null(_shelf.Find(ExchangeStore.NewId()));
    }

    [Fact]
    public void OldExchange_IsGone()
    {
        var id = Keep("a");
        _clock.Now += ExchangeStore.Lifetime;
        Assert.NotNull(_shelf.Find(id));

        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null(_shelf.Find(id));
    }

    [Fact]
    public void VisitorsOldest_MakesRoomForTheirNewest_AndForNobodyElses()
    {
        var other = Keep("b");
        var ids = Enumerable.Range(0, ExchangeStore.MostPerVisitor + 1).Select(_ => Keep("a")).ToList();

        Assert.Null(_shelf.Find(ids[0]));
        AssertEach.Of(ids[1..], id => Assert.NotNull(_shelf.Find(id)));
        Assert.NotNull(_shelf.Find(other));
    }

    [Fact]
    public void FullShelf_LosesItsOldest()
    {
        const int Size = 2 * CapturedMessage.MostBytes;
        var fit = (int)(ExchangeStore.MostBytes / Size);
        var ids = Enumerable.Range(0, fit + 1).Select(n => Keep($"visitor {n}", Size / 2, Size / 2)).ToList();

        Assert.Null(_shelf.Find(ids[0]));
        Assert.NotNull(_shelf.Find(ids[1]));
        Assert.NotNull(_shelf.Find(ids[^1]));
    }

    [Fact]
    public void Identifiers_HaveAHundredAndTwentyEightBits_AndDiffer()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => ExchangeStore.NewId()).ToList();

        AssertEach.Of(ids, id => Assert.Equal(22, id.Length));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private string Keep(string visitor, int request = 10, int response = 10)
    {
        var id = ExchangeStore.NewId();
        _shelf.Keep(
            visitor,
            new Exchange(
                id,
                _clock.Now,
                "HTTP/1.1",
                false,
                new(new byte[request], request, []),
                new(new byte[response], response, []),
                TimeSpan.Zero
            )
        );
        return id;
    }
}
