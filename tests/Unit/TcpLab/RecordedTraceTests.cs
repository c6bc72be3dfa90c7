using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

public sealed class RecordedTraceTests
{
    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));

    public static TheoryData<string> Presets { get; } = [.. TcpPreset.All.Select(preset => preset.Id)];

    [Fact]
    public void TraceLookedForInVain_IsFoundOnceItIsRecorded()
    {
        var folder = Directory.CreateTempSubdirectory("traces");
        try
        {
            var (traces, preset) = (new RecordedTraces(folder.FullName), TcpPreset.All[0]);
            Assert.Null(traces.Find(preset));

            traces.Write(preset, Recorded.Find(preset)! with { Recorded = false });

            Assert.True(traces.Find(preset)!.Recorded);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void EveryPreset_IsRecorded_AndSaidToBe(string id)
    {
        var preset = TcpPreset.All.Find(id)!;
        var trace = Recorded.Find(preset);
        Assert.NotNull(trace);
        Assert.True(trace.Recorded);
        Assert.Equal(preset.Script.Steps.Select(step => step.ToString()), trace.Steps.Select(step => step.Step));
        Assert.Matches(@"^\d+\.\d+", trace.Kernel);
    }
}
