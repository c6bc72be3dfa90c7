using System.Globalization;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// The counters of <c>/proc/net/netstat</c>. The file has pairs of lines, names and then numbers, each after a heading.
/// </summary>
public static class NetStat
{
    private const string Heading = "TcpExt:";

    /// <summary>Reads the counters of TCP, by name.</summary>
    public static IReadOnlyDictionary<string, long> Parse(string text)
    {
        var lines = text.Split('\n').Where(line => line.StartsWith(Heading, StringComparison.Ordinal)).Take(2).ToList();
        if (lines.Count < 2)
        {
            return new Dictionary<string, long>();
        }

        var names = lines[0][Heading.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = lines[1][Heading.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names
            .Zip(numbers)
            .Where(pair =>
                long.TryParse(pair.Second, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            )
            .ToDictionary(pair => pair.First, pair => long.Parse(pair.Second, CultureInfo.InvariantCulture));
    }

    /// <summary>The counters that have risen, and by how much.</summary>
    public static IReadOnlyDictionary<string, long> Risen(
        IReadOnlyDictionary<string, long> before,
        IReadOnlyDictionary<string, long> after
    ) =>
        after
            .Where(counter => counter.Value > before.GetValueOrDefault(counter.Key))
            .ToDictionary(counter => counter.Key, counter => counter.Value - before.GetValueOrDefault(counter.Key));
}
