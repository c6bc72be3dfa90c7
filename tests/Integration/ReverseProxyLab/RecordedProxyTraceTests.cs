using System.Globalization;
using LearnWeb.Models.Labs;
using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Integration.ReverseProxyLab;

public sealed class RecordedProxyTraceTests
{
    private static readonly RecordedProxyTraces Recorded = new(
        Path.Combine(Repository.Root, "content", "reverse-proxy", "traces")
    );

    public static TheoryData<string, Engine> Presets { get; } =
    [
        .. ReverseProxyPreset.All.SelectMany(preset =>
            Enum.GetValues<Engine>().Select(engine => new TheoryDataRow<string, Engine>(preset.Id, engine))
        ),
    ];

    /// <summary>Records the traces anew: <c>LEARNWEB_PROXY_TRACES=1 dotnet test</c>.</summary>
    [Theory]
    [MemberData(nameof(Presets))]
    public async Task RecordedTrace_HasTheShapeOfAFreshOne(string id, Engine engine)
    {
        var preset = ReverseProxyPreset.All.Find(id)!;
        var fresh = await LiveProxy.RunPresetAsync(id, engine);
        if (Environment.GetEnvironmentVariable("LEARNWEB_PROXY_TRACES") is not null)
        {
            Recorded.Write(preset, fresh);
        }

        var kept = Recorded.Find(preset, engine)!;
        Assert.True(kept.Recorded);
        Assert.Equal(Shape(kept), Shape(fresh));
    }

    /// <summary>What does not depend on ports and times.</summary>
    private static IEnumerable<string> Shape(ProxyTrace trace) =>
        trace
            .Requests.Select(request =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{request.Client} {request.Line} {request.Status} hops {request.Hops.Count}"
                )
            )
            .Order(StringComparer.Ordinal);
}
