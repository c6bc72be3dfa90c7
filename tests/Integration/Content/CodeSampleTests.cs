using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnWeb.Samples.Mvc;
using Xunit;

namespace LearnWeb.Tests.Integration.Content;

/// <summary>Code in notes runs. C# beside a note is compiled into this assembly; Python is run.</summary>
public sealed partial class CodeSampleTests
{
    /// <summary>Programs that check themselves: each ends with 0 only if everything it shows is so.</summary>
    public static TheoryData<string, string> Programs { get; } =
        new()
        {
            { "tcp/half_close.py", "socket" },
            { "tcp/backlog.py", "socket" },
            { "forward-proxy/tiny_proxy.py", "socket" },
            { "reverse-proxy/client_address.py", "ipaddress" },
            { "session-token/jwt_by_hand.py", "hmac" },
            { "wsgi/check.py", "wsgiref" },
            { "flask/check.py", "flask" },
            { "django/check.py", "django" },
        };

    [Theory]
    [MemberData(nameof(Programs))]
    public void PythonSample_RunsAndChecksItself(string file, string module)
    {
        var python = Python.With(module);
        Assert.SkipWhen(python is null, $"No Python here can import {module}.");

        var (exit, output) = Run(python!, Path.Combine(ShippedContent.Folder, file));

        Assert.True(exit == 0, output);
    }

    [Fact]
    public void EveryPythonFileBesideANote_IsRun()
    {
        var run = Programs.Select(row => row.Data.Item1).ToHashSet();
        var idle = Directory
            .EnumerateFiles(ShippedContent.Folder, "*.py", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(ShippedContent.Folder, path).Replace('\\', '/'))
            .Where(file => !run.Contains(file) && !run.Any(program => IsImportedBy(file, program)));
        Assert.Empty(idle);
    }

    [Fact]
    public void CSharpAndPython_AreCutFromFiles_NeverWrittenIntoANote() =>
        Assert.All(
            Blocks("csharp").Concat(Blocks("python")).Concat(Blocks("cs")).Concat(Blocks("py")),
            block => Assert.True(block.Text.Length == 0 && block.Caption.Length > 0, $"{block.Note}: {block.Text}")
        );

    [Fact]
    public void ShellLines_AreWellFormed()
    {
        Assert.SkipWhen(!File.Exists("/bin/bash"), "No bash here.");
        Assert.All(
            Blocks("sh"),
            block =>
            {
                var (exit, output) = Run("/bin/bash", "-n", "-c", block.Text);
                Assert.True(exit == 0, $"{block.Note}: {output}");
            }
        );
    }

    [Fact]
    public void Json_IsJson() => Assert.All(Blocks("json"), block => JsonDocument.Parse(block.Text).Dispose());

    [Fact]
    public void Order_KeepsItsOwnRules()
    {
        var order = Order.Place(7, "tea", quantity: 2, unitPrice: 3.5m);

        Assert.Equal(7m, order.Total);
        Assert.Equal(0m, order.Reduce(7).Total);
        Assert.Throws<OrderRuleException>(() => order.Reduce(7.01m));
        Assert.Throws<OrderRuleException>(() => Order.Place(8, "tea", quantity: 0, unitPrice: 1));
        var shipped = order.Ship(new DateOnly(2026, 11, 23));
        Assert.False(shipped.CanShip);
        Assert.Throws<OrderRuleException>(() => shipped.Ship(new DateOnly(2026, 11, 24)));
        Assert.Equal(new OrderPage("#7 tea", "7.00", CanShip: true), OrderPage.Of(order, CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Whether a program that is run, or another file of its note, names this module or the package it is in.
    /// </summary>
    private static bool IsImportedBy(string file, string program)
    {
        var (note, package) = (
            file.Split('/')[0],
            file.Split('/') is [_, var folder, _] ? folder : Path.GetFileNameWithoutExtension(file)
        );
        return program.StartsWith($"{note}/", StringComparison.Ordinal)
            && Directory
                .EnumerateFiles(Path.Combine(ShippedContent.Folder, note), "*.py")
                .Where(path => Path.GetFileName(path) != Path.GetFileName(file))
                .Any(path =>
                    Regex.IsMatch(File.ReadAllText(path), $@"\b{package}\b", RegexOptions.None, TimeSpan.FromSeconds(1))
                );
    }

    private static IEnumerable<(string Note, string Caption, string Text)> Blocks(string language) =>
        from note in ShippedContent.Notes
        from Match block in Fence().Matches(note.Text.Value.Source)
        where block.Groups["language"].Value == language
        select (
            $"{note.Slug}/{note.Language}.md",
            block.Groups["caption"].Value.Trim(),
            block.Groups["text"].Value.Trim()
        );

    private static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, $"{output.Result}\n{error.Result}");
    }

    [GeneratedRegex(
        @"^```(?<language>[a-z]+) ?(?<caption>[^\n]*)\n(?<text>.*?)^```$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Fence();
}
