using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Integration.Labs;

/// <summary><c>docs/adding-a-lab.md</c>, followed to the letter.</summary>
public sealed class AddingALabTests
{
    private static readonly Walk Walk = Walk.Read(
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "adding-a-lab.md"))
    );

    [Fact]
    public void Walk_TouchesEightFiles() => Assert.Equal(8, Walk.Blocks.Select(block => block.File).Distinct().Count());

    [Fact]
    public void CodeOfTheWalk_IsNoWiderThanTheProjectsOwn() =>
        Assert.DoesNotContain(
            Walk.Blocks.Where(block => block.File.EndsWith(".cs", StringComparison.Ordinal))
                .SelectMany(block => block.Code.Split('\n')),
            line => line.Length > 120
        );

    [Fact]
    public async Task WhoFollowsTheWalk_HasALabThatWorks_AndKeepsEveryRule()
    {
        Assert.SkipUnless(
            SourceCopy.CanBuild(),
            "The walk is built by the .NET SDK that global.json names; install it."
        );
        using var copy = SourceCopy.Make();
        Walk.Follow(copy.Root);
        await TestAsync(copy, "Unit", only: "*.cs");
        var tests = await TestAsync(copy, "Integration", only: "LanguageLab/*.cs");
        using var site = await SiteProcess.StartInAsync(tests, Path.Combine(copy.Root, "state"));
        await AssertWorksAsync(site, Language.Chinese, "浏览器想要哪种语言");
        await AssertWorksAsync(site, Language.English, "Which language the browser wants");
    }

    /// <summary>
    /// Builds and runs a test project with a few files of its own: the rules, and the tests of the lab. The others have
    /// nothing to do with it, and would take minutes.
    /// </summary>
    /// <returns>The folder it was built into.</returns>
    private static async Task<string> TestAsync(SourceCopy copy, string project, string only)
    {
        await File.WriteAllTextAsync(
            Path.Combine(copy.Root, "tests", project, "Directory.Build.targets"),
            $"""
            <Project>
              <ItemGroup>
                <Compile Remove="**/*.cs" />
                <Compile Include="{only}" />
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken
        );
        await copy.DotnetAsync("build", $"tests/{project}", "-v", "quiet", "-clp:ErrorsOnly", "-p:RunAnalyzers=false");
        var folder = Path.Combine(copy.Root, "tests", project, "bin", "Debug", "net10.0");
        await copy.DotnetAsync(Path.Combine(folder, $"LearnWeb.Tests.{project}.dll"));
        return folder;
    }

    private static async Task AssertWorksAsync(SiteProcess site, Language language, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, site.At($"/{language}/labs/language"));
        request.Headers.Add("Accept-Language", "fr, en;q=0.5");
        using var response = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await Site.ParseAsync(response);

        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["fr", "en"], page.QuerySelectorAll(".lab-see td code").Select(cell => cell.TextContent));
        Assert.Single(page.QuerySelectorAll(".goal.done"));

        using var labs = await site.Client.GetAsync(
            site.At($"/{language}/labs"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            title,
            (await Site.ParseAsync(labs)).QuerySelectorAll(".lab-link h2").Select(card => card.TextContent)
        );
    }
}
