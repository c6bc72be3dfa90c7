using LearnWeb.Models.Labs;
using Xunit;

namespace LearnWeb.Tests.Unit;

/// <summary>Rules about the source itself that a compiler does not know.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "LearnWeb");

    /// <summary>Identity aside, which knows nothing of requests either.</summary>
    [Fact]
    public void Models_KnowNothingOfAspNetCore()
    {
        var offenders = Directory
            .EnumerateFiles(Path.Combine(Source, "Models"), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                File.ReadAllText(file)
                    .Replace("Microsoft.AspNetCore.Identity", "", StringComparison.Ordinal)
                    .Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
            );
        Assert.Empty(offenders);
    }

    [Fact]
    public void Models_KnowNothingOfControllersPipelineOrHosting()
    {
        var offenders =
            from file in Directory.EnumerateFiles(Path.Combine(Source, "Models"), "*.cs", SearchOption.AllDirectories)
            let text = File.ReadAllText(file)
            from layer in new[] { "LearnWeb.Controllers", "LearnWeb.Pipeline", "LearnWeb.Hosting", "LearnWeb.Views" }
            where text.Contains(layer, StringComparison.Ordinal)
            select $"{file} uses {layer}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void OnlyTheCLibrarysDoor_NeedsUnsafeCode_AndItIsGenerated()
    {
        var files = Directory
            .EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Source, file).StartsWith("obj", StringComparison.Ordinal))
            .ToList();
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("unsafe ", StringComparison.Ordinal));
        var doors = files.Where(file => File.ReadAllText(file).Contains("[LibraryImport", StringComparison.Ordinal));
        Assert.Equal(["Libc.cs"], doors.Select(Path.GetFileName));
    }

    [Fact]
    public void Labs_DoNotImportEachOther()
    {
        var labs = Directory
            .EnumerateDirectories(Path.Combine(Source, "Models"), "*Lab")
            .Select(Path.GetFileName)
            .ToList();
        Assert.NotEmpty(labs);
        var offenders =
            from lab in labs
            from file in Directory.EnumerateFiles(
                Path.Combine(Source, "Models", lab!),
                "*.cs",
                SearchOption.AllDirectories
            )
            from other in labs
            where other != lab && File.ReadAllText(file).Contains($"Models.{other}", StringComparison.Ordinal)
            select $"{file} uses {other}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void EveryCataloguedLab_IsWhole_AndEveryLabIsCatalogued()
    {
        foreach (var lab in LabCatalog.All)
        {
            string[] parts =
            [
                Path.Combine(Source, "Controllers", $"{lab.Name}LabController.cs"),
                Path.Combine(Source, "Views", $"{lab.Name}Lab", "Index.cshtml"),
                Path.Combine(Repository.Root, "tests", "Unit", $"{lab.Name}Lab", $"{lab.Name}LabTests.cs"),
                Path.Combine(Repository.Root, "tests", "E2E", $"{lab.Name}LabTests.cs"),
                .. Models.Language.All.Select(language =>
                    Path.Combine(Source, "Resources", "Labs", $"{lab.Name}Lab.{language}.resx")
                ),
            ];
            Assert.All(parts, part => Assert.True(File.Exists(part), $"Lab {lab.Slug} lacks {part}"));
        }

        var controllers = Directory
            .EnumerateFiles(Path.Combine(Source, "Controllers"), "*LabController.cs")
            .Select(file => Path.GetFileName(file).Replace("LabController.cs", "", StringComparison.Ordinal))
            .Where(name => name.Length > 0); // but for what all share
        Assert.Equal(LabCatalog.All.Select(lab => lab.Name).Order(), controllers.Order());
    }
}
