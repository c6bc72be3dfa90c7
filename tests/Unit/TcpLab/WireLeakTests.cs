using System.Globalization;
using LearnWeb.Models.TcpLab;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>Alone, for helpers of other tests would be counted.</summary>
[CollectionDefinition(nameof(WireLeakTests), DisableParallelization = true)]
[Collection(nameof(WireLeakTests))]
public sealed class WireLeakTests
{
    private const int AtOnce = 6;

    /// <summary>How long the kernel may take to take networks apart, which it does in its own time: an orphan's retries are among it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How many runs: <c>LEARNWEB_WIRE_RUNS</c>, such as 200; fewer in an everyday run.</summary>
    private static int Runs => int.Parse(Environment.GetEnvironmentVariable("LEARNWEB_WIRE_RUNS") ?? "24", CultureInfo.InvariantCulture);

    [Fact]
    public async Task ManyRuns_LeaveNoProcessNamespaceOrDevice()
    {
        await LiveWire.FindAsync();
        var before = Count();

        await Parallel.ForEachAsync(Enumerable.Range(0, Runs), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (run, _) =>
            await LiveWire.RunAsync(run % 2 == 0 ? "listen(4); connect; accept; close(client); close(server)" : "listen(4); connect; hold; close(client)"));

        var after = Count();
        for (var deadline = DateTime.UtcNow + Patience; !IsAsMuch(before, after) && DateTime.UtcNow < deadline; after = Count())
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.True(IsAsMuch(before, after), $"before: {before}, after: {after}");
    }

    /// <summary>
    /// Each run makes three networks. Of what the whole machine has, a few more may be somebody else's; one left behind by
    /// every other run would be twice as many as are allowed here.
    /// </summary>
    private static bool IsAsMuch(Counts before, Counts after) =>
        after with { Namespaces = null } == before with { Namespaces = null } && (after.Namespaces ?? 0) <= (before.Namespaces ?? 0) + (Runs / 4);

    private static Counts Count() => new(
        Directory.EnumerateDirectories("/proc").Count(IsHelper),
        Directory.EnumerateDirectories("/sys/class/net").Count(),
        NamespacesOfTheKernel());

    private static bool IsHelper(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("tcp-wire\0" + Environment.ProcessId, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // no process, or gone
        }
    }

    /// <summary>The kernel's network namespaces by its books, slabinfo(5), which count those that no process is in; <c>null</c> where only root may read them.</summary>
    private static int? NamespacesOfTheKernel()
    {
        try
        {
            var row = File.ReadLines("/proc/slabinfo").FirstOrDefault(line => line.StartsWith("net_namespace ", StringComparison.Ordinal));
            return row is null ? null : int.Parse(row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="Helpers">Helpers of this process that run.</param>
    /// <param name="Devices">Network devices here.</param>
    /// <param name="Namespaces">All that the kernel keeps, anyone's.</param>
    private sealed record Counts(int Helpers, int Devices, int? Namespaces);
}
