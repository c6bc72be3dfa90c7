using System.Text.RegularExpressions;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>The configurations of docs/running-behind-a-proxy.md, for tests to run as they stand there.</summary>
internal static partial class ProxyPage
{
    private static readonly string Text = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "running-behind-a-proxy.md")
    );

    /// <summary>The blocks of code in one language below a heading, with the site at the port it has.</summary>
    public static IReadOnlyList<string> Blocks(string heading, string language, int port)
    {
        var section = Text.Split("\n## ").Single(part => part.StartsWith(heading + "\n", StringComparison.Ordinal));
        return
        [
            .. Block()
                .Matches(section)
                .Where(block => block.Groups["language"].Value == language)
                .Select(block =>
                    block
                        .Groups["code"]
                        .Value.Replace(
                            "127.0.0.1:5080",
                            FormattableString.Invariant($"127.0.0.1:{port}"),
                            StringComparison.Ordinal
                        )
                ),
        ];
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
