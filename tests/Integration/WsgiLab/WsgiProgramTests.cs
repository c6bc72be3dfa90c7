using LearnWeb.Models;
using LearnWeb.Models.Notes;
using LearnWeb.Models.WsgiLab;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The programs on the lab's page: their code, explained, and what each shows.</summary>
public sealed class WsgiProgramTests(WsgiSite site) : IClassFixture<WsgiSite>
{
    public static TheoryData<string> InProcess { get; } =
    [.. WsgiProgram.All.Where(program => !program.IsPython).Select(program => program.Name)];

    public static TheoryData<string> Programs { get; } = [.. WsgiProgram.All.Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task EveryProgram_IsShownWithItsCode_AndExplained(string name)
    {
        var program = WsgiProgram.Find(name)!;
        var page = await site.PageAsync($"/zh/labs/wsgi?app={name}");
        Assert.NotEmpty(page.QuerySelector(".wsgi-program pre")!.TextContent.Trim());

        var code = new CodeExcerpts(ShippedContent.Folder, Repository.Root).Find(program.Note, program.Code);
        foreach (var language in Language.All)
        {
            var words = UiStrings.For(language);
            AssertEach.Of(
                ExplainedLine.Explanations(program, words),
                known => Assert.Contains(known.Piece, code, StringComparison.Ordinal)
            );
            Assert.NotEmpty(ExplainedLine.Explanations(program, words));
            var isOfGallery = program.Kind is WsgiProgramKind.Broken or WsgiProgramKind.Allowed;
            Assert.Equal(isOfGallery, words.Find($"WsgiNotice-{name}") is not null);
            Assert.Equal(program.Kind == WsgiProgramKind.Allowed, words.Find($"WsgiAllowed-{name}") is not null);
        }
    }

    [Fact]
    public void ApplicationAgainstNoRule_IsNotListedAsAgainstTheRules()
    {
        Assert.Equal(
            ["sorry", "empty-first", "sorry-late", "writes", "two-streams", "no-content"],
            WsgiProgram.All.Where(program => program.Kind == WsgiProgramKind.Allowed).Select(program => program.Name)
        );
        Assert.All(
            WsgiProgram.All,
            program => Assert.Equal(program.Kind == WsgiProgramKind.Broken, program.Rule is not null)
        );
    }

    [Fact]
    public async Task ResultOfAGalleryApplication_IsExplained()
    {
        using var response = await site.PostAsync(
            "text/html",
            [("app", "too-long"), ("method", "GET"), ("path", "/any")]
        );
        Assert.Contains(
            UiStrings.For(Language.English)["WsgiNotice-too-long"][..40],
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory(DisplayName = "An application of the gallery, run as the page offers it, breaks its rule or none")]
    [MemberData(nameof(InProcess))]
    public async Task GalleryApplication_AsOffered_ShowsItsRule(string name)
    {
        var program = WsgiProgram.Find(name)!;
        var offered = WsgiPreset.To(program);
        using var trace = await site.RunAsync(
            ("app", name),
            ("method", offered.Method),
            ("path", offered.Path),
            ("fields", offered.Fields),
            ("body", offered.Body)
        );
        var rules = trace
            .RootElement.GetProperty("events")
            .EnumerateArray()
            .Select(step => step.GetProperty("rule").GetString())
            .OfType<string>()
            .ToList();
        Assert.Equal(program.Rule is null ? [] : [program.Rule.Id], rules);
    }

    [Fact]
    public async Task SourceOfOneByte_IsNoRange()
    {
        using var response = await site.PostAsync("text/html", [("app", "echo"), ("method", "GET"), ("path", "/")]);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("byte 14 <code>/</code>", page, StringComparison.Ordinal); // after "GET /wsgi/echo"
    }

    [Fact]
    public async Task WhatALearnerWrites_IsNoMarkup()
    {
        using var response = await site.PostAsync(
            "text/html",
            [
                ("app", "echo"),
                ("method", "POST"),
                ("path", "/<script>"),
                ("fields", "X-A: <script>alert(1)</script>"),
                ("body", "<script>alert(1)</script>"),
            ]
        );
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }
}
