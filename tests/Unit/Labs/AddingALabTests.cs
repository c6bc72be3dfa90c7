using LearnWeb.Models;
using LearnWeb.Tests.Unit.Accounts;
using LearnWeb.Tests.Unit.Pages;
using Xunit;

namespace LearnWeb.Tests.Unit.Labs;

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
        OnlyRulesAndTheLabsOwnTests(copy);

        await copy.DotnetAsync("build", "tests/Unit", "-v", "quiet", "-clp:ErrorsOnly", "-p:RunAnalyzers=false");

        var tests = Path.Combine(copy.Root, "tests", "Unit", "bin", "Debug", "net10.0");
        await copy.DotnetAsync(Path.Combine(tests, "LearnWeb.Tests.Unit.dll"));
        using var site = await RunningProcess.StartInAsync(tests, Path.Combine(copy.Root, "state"));
        await AssertWorksAsync(site, Language.Chinese, "浏览器想要哪种语言");
        await AssertWorksAsync(site, Language.English, "Which language the browser wants");
    }

    /// <summary>The others have nothing to do with it, and would take minutes.</summary>
    private static void OnlyRulesAndTheLabsOwnTests(SourceCopy copy) =>
        File.WriteAllText(
            Path.Combine(copy.Root, "tests", "Unit", "Directory.Build.targets"),
            """
            <Project>
              <ItemGroup>
                <Compile Remove="**/*.cs" />
                <Compile Include="*.cs;Pages/Site.cs;LanguageLab/*.cs" />
              </ItemGroup>
            </Project>
            """
        );

    private static async Task AssertWorksAsync(RunningProcess site, Language language, string title)
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
