using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Unit.ReverseProxyLab;

public sealed class PageTimingTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(20, 10, 19)]
    [InlineData(100, 50, 95)]
    public void MedianAndP95_AreTimesThatSoManyDidNotExceed(int count, double median, double p95)
    {
        var timing = PageTiming.Of(Enumerable.Range(1, count).Reverse().Select(ms => (double)ms));

        Assert.Equal(new PageTiming(count, median, p95), timing);
    }
}
