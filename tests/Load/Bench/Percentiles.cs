namespace LearnWeb.Tests.Load.Bench;

/// <summary>What a number of measured times come to.</summary>
internal static class Percentiles
{
    /// <summary>The nearest-rank percentile of sorted times; NaN if there are none.</summary>
    public static double At(this IReadOnlyList<double> sorted, int percent) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)Math.Ceiling(sorted.Count * percent / 100.0) - 1];
}
