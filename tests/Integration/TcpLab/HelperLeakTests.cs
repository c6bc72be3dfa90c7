using System.Globalization;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

/// <summary>Alone, for helpers of other tests would be counted.</summary>
[CollectionDefinition(nameof(HelperLeakTests), DisableParallelization = true)]
[Collection(nameof(HelperLeakTests))]
public sealed class HelperLeakTests
{
    private const int Runs = 200;
    private const int AtOnce = 6;

    /// <summary>
    /// How long the kernel may take to take networks apart, which it does in its own time: an orphan's retries are
    /// among it.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ManyRuns_LeaveNoProcessNamespaceOrDevice()
    {
        await LiveHelper.FindAsync();
        var before = Count();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Runs),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation },
            async (run, _) =>
                await LiveHelper.RunAsync(
                    run % 2 == 0
                        ? "listen(4); connect; accept; close(client); close(server)"
                        : "listen(4); connect; hold; close(client)"
                )
        );

        var after = Count();
        for (
            var deadline = DateTime.UtcNow + Patience;
            !IsAsMuch(before, after) && DateTime.UtcNow < deadline;
            after = Count()
        )
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.True(IsAsMuch(before, after), $"before: {before}, after: {after}");
    }

    /// <summary>
    /// Each run makes three networks. The machine is not ours alone, so a few may be somebody else's; one left behind
    /// by every fifth run would be twice as many as are allowed here.
    /// </summary>
    private static bool IsAsMuch(Counts before, Counts after) =>
        after with { Orphans = 0 } == before with { Orphans = 0 } && after.Orphans <= before.Orphans + (Runs / 10);

    private static Counts Count() =>
        new(
            Directory.EnumerateDirectories("/proc").Count(IsHelper),
            Directory.EnumerateDirectories("/sys/class/net").Count(),
            OrNothing(OrphanedNamespaces)
        );

    private static bool IsHelper(string folder) =>
        OrNothing(() => File.ReadAllText(Path.Combine(folder, "cmdline")))
            ?.Contains("tcp-helper\0" + Environment.ProcessId, StringComparison.Ordinal) == true;

    /// <summary>
    /// The network namespaces that the kernel has by its books, slabinfo(5), without those that some thread is in. The
    /// books count what is kept for reuse as well, so that has to be given back first.
    /// </summary>
    private static int OrphanedNamespaces()
    {
        File.WriteAllText("/sys/kernel/slab/net_namespace/shrink", "1");
        var row = File.ReadLines("/proc/slabinfo")
            .First(line => line.StartsWith("net_namespace ", StringComparison.Ordinal));
        var threads = Directory
            .EnumerateDirectories("/proc")
            .SelectMany(process => OrNothing(() => Directory.GetDirectories(Path.Combine(process, "task"))) ?? []);
        var lived = threads
            .Select(thread => OrNothing(() => new FileInfo(Path.Combine(thread, "ns", "net")).LinkTarget))
            .OfType<string>()
            .Distinct()
            .Count();
        return int.Parse(row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            - lived;
    }

    /// <summary>What is read; nothing where it may not be read, or is gone.</summary>
    private static T? OrNothing<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    /// <param name="Helpers">Helpers of this process that run.</param>
    /// <param name="Devices">Network devices here.</param>
    /// <param name="Orphans">Network namespaces that no thread is in, anyone's; 0 where only root may count
    /// them.</param>
    private sealed record Counts(int Helpers, int Devices, int Orphans);
}
