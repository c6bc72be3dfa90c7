using LearnWeb.Models;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class OwnSegmentTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public void WhatPathsOfTheSiteBeginWith_NoSubPathBeginsWith()
    {
        var pages = site
            .Services.GetRequiredService<IActionDescriptorCollectionProvider>()
            .ActionDescriptors.Items.Select(action => action.AttributeRouteInfo!.Template!.Split('/')[0])
            .SelectMany(segment =>
                segment == "{lang:lang}" ? Language.All.Select(language => language.Code) : [segment]
            );
        var files = Directory
            .EnumerateFileSystemEntries(Path.Combine(Repository.Root, "wwwroot"))
            .Select(path => Path.GetFileName(path));
        string[] others = ["healthz", "openapi", "wsgi"];

        var all = pages.Where(segment => segment.Length > 0).Concat(files).Concat(others).Distinct();
        Assert.Equal(SubPath.OwnSegments.Order(), all.Order());
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("/", "")]
    [InlineData("/learn", "/learn")]
    [InlineData(" /learn/ ", "/learn")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/~ada/web-1.0_x", "/~ada/web-1.0_x")]
    [InlineData("/english", "/english")]
    [InlineData("/learn/en", "/learn/en")]
    [InlineData("learn", null)]
    [InlineData("//learn", null)]
    [InlineData("//", null)]
    [InlineData("/a//b", null)]
    [InlineData("/.", null)]
    [InlineData("/a/..", null)]
    [InlineData("/a/../b", null)]
    [InlineData("/a b", null)]
    [InlineData("/a%20b", null)]
    [InlineData("/a;b", null)]
    [InlineData("/\u8bfe\u7a0b", null)]
    [InlineData("/EN", null)]
    [InlineData("/robots.txt", null)]
    [InlineData("/a\nb", null)]
    public void SubPath_IsReadOrRefused(string? text, string? read) => Assert.Equal(read, SubPath.Read(text));
}
