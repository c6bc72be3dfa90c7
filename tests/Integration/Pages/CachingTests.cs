using System.IO.Compression;
using System.Net;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class CachingTests(Site site) : IClassFixture<Site>
{
    private const string Note = "/en/notes/web";

    [Fact]
    public async Task EachCoding_HasItsOwnStrongTag_AndTheSameText()
    {
        using var plain = await site.GetAsync(Note);
        using var gzip = await site.GetAsync(Note, ("Accept-Encoding", "gzip"));
        using var brotli = await site.GetAsync(Note, ("Accept-Encoding", "br, gzip"));

        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], gzip.Content.Headers.ContentEncoding);
        Assert.Equal(["br"], brotli.Content.Headers.ContentEncoding);
        var tags = new[] { plain, gzip, brotli }.Select(response => response.Headers.ETag!).ToList();
        Assert.Equal(3, tags.Select(tag => tag.Tag).Distinct().Count());
        Assert.DoesNotContain(tags, tag => tag.IsWeak);
        Assert.All(
            new[] { plain, gzip, brotli },
            response => Assert.Contains("Accept-Encoding", response.Headers.Vary)
        );

        var text = await plain.Content.ReadAsStringAsync();
        await using var unzipped = new GZipStream(await gzip.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        await using var unbrotlied = new BrotliStream(
            await brotli.Content.ReadAsStreamAsync(),
            CompressionMode.Decompress
        );
        Assert.Equal(text, await new StreamReader(unzipped).ReadToEndAsync());
        Assert.Equal(text, await new StreamReader(unbrotlied).ReadToEndAsync());
    }

    [Fact]
    public async Task ClientThatWantsNoCoding_NeverGetsOne()
    {
        using var first = await site.GetAsync("/zh/notes/web", ("Accept-Encoding", "gzip"));
        using var second = await site.GetAsync("/zh/notes/web");
        using var third = await site.GetAsync("/zh/notes/web", ("Accept-Encoding", "gzip;q=0"));

        Assert.Empty(second.Content.Headers.ContentEncoding);
        Assert.Empty(third.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/zh/notes/flask")]
    [InlineData("/zh/notes")]
    [InlineData("/zh/errata")]
    public async Task WhatAStrangerAsked_IsNotInThePageThatIsKept(string path)
    {
        using var strangers = await site.GetAsync($"{path}?q=stranger&a=stranger");
        using var mine = await site.GetAsync(path);

        Assert.DoesNotContain("stranger", await strangers.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", await mine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/notes/web")]
    [InlineData("/en/notes")]
    [InlineData("/feed.xml")]
    [InlineData("/sitemap.xml")]
    [InlineData("/en/notes/web.md")]
    public async Task KnownTag_IsAnswered304_ColdAndWarm(string path)
    {
        using var first = await site.GetAsync(path);
        var tag = first.Headers.ETag!.ToString();

        using var again = await site.GetAsync(path, ("If-None-Match", tag));
        using var old = await site.GetAsync(path, ("If-None-Match", "\"other\""));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
    }

    [Fact]
    public async Task FirstRequestWithAKnownTag_IsAnswered304Too()
    {
        using var first = await site.GetAsync("/zh/notes/http");
        await using var restarted = new Site();

        using var again = await restarted.GetAsync("/zh/notes/http", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Query_AndHost_MakeNoOtherPage()
    {
        using var plain = await site.GetAsync(Note);
        using var query = await site.GetAsync(Note + "?utm=1");
        using var host = await site.GetAsync("http://lan.test/en/notes/web");

        Assert.Equal(plain.Headers.ETag, query.Headers.ETag);
        Assert.Equal(plain.Headers.ETag, host.Headers.ETag);
    }

    [Fact]
    public async Task HeaderForTrustworthyHosts_IsNotReplayedToOthers()
    {
        using var local = await site.GetAsync("http://localhost/en/notes/http");
        using var lan = await site.GetAsync("http://lan.test/en/notes/http");
        using var localAgain = await site.GetAsync("http://localhost/en/notes/http");

        Assert.True(local.Headers.Contains("Cross-Origin-Opener-Policy"));
        Assert.False(lan.Headers.Contains("Cross-Origin-Opener-Policy"));
        Assert.True(localAgain.Headers.Contains("Cross-Origin-Opener-Policy"));
    }

    [Fact]
    public async Task Head_CarriesTheSameTagAndLengthAsGet()
    {
        using var get = await site.GetAsync(Note);
        using var head = await site.SendAsync(HttpMethod.Head, Note);

        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/labs")]
    [InlineData("/en/labs/web")]
    [InlineData("/en/search?q=http")]
    public async Task PageOfTheVisitor_IsNeverStored_NorCompressed(string path)
    {
        using var response = await site.GetAsync(path, ("Accept-Encoding", "gzip, br"));

        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Null(response.Headers.ETag);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }
}
