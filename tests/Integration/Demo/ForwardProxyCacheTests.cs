using System.Text;
using Xunit;

namespace LearnWeb.Tests.Integration.Demo;

/// <summary>What the forward proxy keeps, and for how long.</summary>
public sealed class ForwardProxyCacheTests
{
    private const string Host = "Host: shop.example\r\n";
    private const string Close = "Connection: close\r\n\r\n";

    [Fact]
    public async Task StoredResponse_IsGivenOutWithItsAge_UntilItIsStale()
    {
        var clock = new Clock();
        await using var stage = await ProxyStage.StartAsync(settings => settings with { Cache = new(clock) });
        const string Get = $"GET http://shop.example/cacheable HTTP/1.1\r\n{Host}";

        var first = await stage.SendAsync(Get + Close);
        clock.Now += TimeSpan.FromSeconds(40);
        var second = await stage.SendAsync(Get + Close);
        Assert.Single(stage.Shop.Connections);
        var asked = await stage.SendAsync(Get + "Cache-Control: no-cache\r\n" + Close);
        Assert.Equal(2, stage.Shop.Connections.Count);
        clock.Now += TimeSpan.FromSeconds(20);
        var third = await stage.SendAsync(Get + Close);

        Assert.Contains("\r\nX-Cache: MISS\r\n", first, StringComparison.Ordinal);
        Assert.Contains("\r\nAge: 40\r\nX-Cache: HIT\r\n", second, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Cache", asked, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Cache: MISS\r\n", third, StringComparison.Ordinal);
        Assert.Equal(3, stage.Shop.Connections.Count);
        Assert.Equal(first.Split("\r\n\r\n")[1], second.Split("\r\n\r\n")[1]);
    }

    [Theory]
    [InlineData("/session")]
    [InlineData("/items")]
    public async Task WhatMayNotBeStored_IsAskedForEveryTime(string path)
    {
        await using var stage = await ProxyStage.StartAsync(settings =>
            settings with
            {
                Cache = new(TimeProvider.System),
            }
        );

        for (var time = 1; time <= 2; time++)
        {
            await stage.SendAsync($"GET http://shop.example{path} HTTP/1.1\r\n{Host}{Close}");
            Assert.Equal(time, stage.Shop.Connections.Count);
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
