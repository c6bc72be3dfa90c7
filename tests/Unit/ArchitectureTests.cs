using System.Text.RegularExpressions;
using LearnWeb.Models.Labs;
using Microsoft.AspNetCore.Mvc;
using NetArchTest.Rules;
using Xunit;

namespace LearnWeb.Tests.Unit;

/// <summary>Rules about the source itself that a compiler does not know.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "LearnWeb");

    /// <summary>
    /// The namespaces of ASP.NET Core, as its assemblies are named: <c>Microsoft.AspNetCore.Http</c> …
    /// </summary>
    private static readonly string[] Web =
    [
        .. typeof(LabCatalog)
            .Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal))
            .Select(name => string.Join('.', name.Split('.').Take(3)))
            .Distinct(),
    ];

    /// <summary>Identity aside, which knows nothing of requests either.</summary>
    [Fact]
    public void Models_KnowNothingOfRequestsAndPages()
    {
        var models = Types
            .InAssembly(typeof(LabCatalog).Assembly)
            .That()
            .ResideInNamespaceMatching(@"^LearnWeb\.Models(\.|$)");
        Assert.NotEmpty(models.GetTypes());
        var rule = models
            .Should()
            .NotHaveDependencyOnAny([
                .. Web.Where(space => !space.StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal)),
                "LearnWeb.Controllers",
                "LearnWeb.Pipeline",
                "LearnWeb.Hosting",
                "LearnWeb.Rendering",
                "LearnWeb.TagHelpers",
                "LearnWeb.ViewComponents",
                "LearnWeb.Views",
            ]);
        Assert.Empty(rule.GetResult().FailingTypes.Select(type => $"{type.FullName}: {type.Explanation}"));
    }

    [Fact]
    public void Controllers_KnowNothingOfTheDatabase()
    {
        var controllers = Types.InAssembly(typeof(LabCatalog).Assembly).That().Inherit<ControllerBase>();
        Assert.NotEmpty(controllers.GetTypes());
        var rule = controllers
            .Should()
            .NotHaveDependencyOnAny("Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite");
        Assert.Empty(rule.GetResult().FailingTypes.Select(type => $"{type.FullName}: {type.Explanation}"));
    }

    /// <summary>
    /// The compiler holds them to it: they have no reference to ASP.NET Core. This holds their references.
    /// </summary>
    [Theory]
    [InlineData(typeof(Http.MessageReader))]
    [InlineData(typeof(Tcp.TcpScript))]
    [InlineData(typeof(Wsgi.WsgiGateway))]
    public void Protocols_AreLibrariesWithoutAspNetCore(Type type) =>
        Assert.DoesNotContain(
            type.Assembly.GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        );

    /// <summary>The build refuses longer lines of code (RCS0056), but passes over comments and texts.</summary>
    [Fact]
    public void NoLine_IsLongerThan120Columns()
    {
        var files = Directory
            .EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Repository.Root, file).Split('/', '\\').Any(IsGenerated))
            .ToList();
        Assert.NotEmpty(files);
        var lines =
            from file in files
            from line in File.ReadLines(file).Index()
            where line.Item.Length > 120
            select $"{file}:{line.Index + 1}";
        Assert.Empty(lines);

        static bool IsGenerated(string folder) => folder is "obj" or "bin" or "Migrations" or "node_modules";
    }

    [Fact]
    public void OnlyTheCLibrarysDoor_NeedsUnsafeCode_AndItIsGenerated()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .ToList();
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("unsafe ", StringComparison.Ordinal));
        var doors = files.Where(file => File.ReadAllText(file).Contains("[LibraryImport", StringComparison.Ordinal));
        Assert.Equal(["Libc.cs"], doors.Select(Path.GetFileName));
    }

    /// <summary>So that they are done within a minute: what starts something is tested in tests/Integration.</summary>
    [Fact]
    public void UnitTests_StartNoSiteAndNoProcess()
    {
        var rule = Types
            .InAssembly(typeof(ArchitectureTests).Assembly)
            .Should()
            .NotHaveDependencyOnAny(
                "System.Diagnostics.Process",
                "System.Net.Http.HttpClient",
                "System.Net.Sockets",
                "Microsoft.AspNetCore.Builder",
                "Microsoft.AspNetCore.Hosting",
                "LearnWeb.Hosting.DemoOrigin"
            );
        Assert.Empty(rule.GetResult().FailingTypes.Select(type => $"{type.FullName}: {type.Explanation}"));
    }

    [Fact]
    public void Labs_KnowNothingOfEachOther()
    {
        var labs = LabCatalog
            .All.Select(lab => $"LearnWeb.Models.{lab.Name}Lab")
            .Where(space =>
                Types.InAssembly(typeof(LabCatalog).Assembly).That().ResideInNamespace(space).GetTypes().Any()
            )
            .ToList();
        Assert.NotEmpty(labs);
        foreach (var lab in labs)
        {
            var rule = Types
                .InAssembly(typeof(LabCatalog).Assembly)
                .That()
                .ResideInNamespaceMatching($@"^{Regex.Escape(lab)}(\.|$)")
                .Should()
                .NotHaveDependencyOnAny([.. labs.Where(other => other != lab)]);
            Assert.Empty(rule.GetResult().FailingTypes.Select(type => $"{type.FullName}: {type.Explanation}"));
        }
    }

    [Fact]
    public void EveryCataloguedLab_IsWhole_AndEveryLabIsCatalogued()
    {
        foreach (var lab in LabCatalog.All)
        {
            string[] parts =
            [
                Path.Combine(Source, "Controllers", "Labs", $"{lab.Name}LabController.cs"),
                Path.Combine(Source, "Views", $"{lab.Name}Lab", "Index.cshtml"),
                Path.Combine(Repository.Root, "tests", "Integration", $"{lab.Name}Lab", $"{lab.Name}LabTests.cs"),
                Path.Combine(Repository.Root, "tests", "E2E", $"{lab.Name}LabTests.cs"),
                .. Models.Language.All.Select(language =>
                    Path.Combine(Source, "Resources", "Labs", $"{lab.Name}Lab.{language}.resx")
                ),
            ];
            AssertEach.Of(parts, part => Assert.True(File.Exists(part), $"Lab {lab.Slug} lacks {part}"));
        }

        var controllers = Directory
            .EnumerateFiles(Path.Combine(Source, "Controllers", "Labs"), "*LabController.cs")
            .Select(file => Path.GetFileName(file).Replace("LabController.cs", "", StringComparison.Ordinal))
            .Where(name => name.Length > 0); // but for what all share
        Assert.Equal(LabCatalog.All.Select(lab => lab.Name).Order(), controllers.Order());
    }
}
