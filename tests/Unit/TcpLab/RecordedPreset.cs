using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Tcp;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>Tests of what the presets did when they were recorded.</summary>
public abstract class RecordedPreset
{
    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));

    private protected static TcpTrace TraceOf(string id) => Recorded.Find(TcpPreset.All.Find(id)!)!;
}
