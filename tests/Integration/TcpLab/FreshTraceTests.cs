using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

public sealed class FreshTraceTests
{
    /// <summary>
    /// How often a preset is run before its trace counts as different: a stalled machine delays a program, too.
    /// </summary>
    private const int Tries = 6;

    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));

    public static TheoryData<string> Presets { get; } = [.. TcpPreset.All.Select(preset => preset.Id)];

    /// <summary>Records the traces anew: <c>LEARNWEB_TCP_TRACES=1 dotnet test</c>.</summary>
    [Theory]
    [MemberData(nameof(Presets))]
    public async Task RecordedTrace_HasTheShapeOfAFreshOne(string id)
    {
        var preset = TcpPreset.All.Find(id)!;
        if (Environment.GetEnvironmentVariable("LEARNWEB_TCP_TRACES") is not null)
        {
            Recorded.Write(preset, await LiveHelper.RunPresetAsync(id));
        }

        var expected = TraceShape.Of(Recorded.Find(preset)!);
        var fresh = TraceShape.Of(await LiveHelper.RunPresetAsync(id));
        for (var tried = 1; tried < Tries && !fresh.SequenceEqual(expected); tried++)
        {
            fresh = TraceShape.Of(await LiveHelper.RunPresetAsync(id));
        }

        Assert.Equal(expected, fresh);
    }
}
