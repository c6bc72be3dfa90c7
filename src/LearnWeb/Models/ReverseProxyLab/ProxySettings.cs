namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// How a proxy is set up. What a script does not say is left to the engine: its configuration does not mention it.
/// </summary>
public sealed record ProxySettings(
    Policy? Policy,
    HealthCheck? Health,
    int? Retries,
    int? TimeoutMilliseconds,
    HostRule? Host,
    IReadOnlyList<AddedField> Added,
    int? BodyLimit,
    IReadOnlyDictionary<Feature, Switch> Switches
)
{
    /// <summary>Nothing but the origins: the engine's own defaults.</summary>
    public static ProxySettings Defaults { get; } = Of(new ProxyScript([]));

    /// <summary>What a script says; where it says a thing twice, the last time counts.</summary>
    public static ProxySettings Of(ProxyScript script)
    {
        var steps = script.Steps;
        return new ProxySettings(
            steps.OfType<PolicyStep>().LastOrDefault()?.Policy,
            steps.OfType<HealthStep>().LastOrDefault()?.Check,
            steps.OfType<RetriesStep>().LastOrDefault()?.Count,
            steps.OfType<TimeoutStep>().LastOrDefault()?.Milliseconds,
            steps.OfType<HostStep>().LastOrDefault()?.Rule,
            [.. steps.OfType<AddStep>().Select(step => step.Field).Distinct()],
            steps.OfType<LimitStep>().LastOrDefault()?.Bytes,
            steps
                .OfType<SwitchStep>()
                .GroupBy(step => step.Feature)
                .ToDictionary(group => group.Key, group => group.Last().Position)
        );
    }

    /// <summary>Whether a script says that the proxy does this.</summary>
    public bool IsOn(Feature feature) => Switches.TryGetValue(feature, out var position) && position == Switch.On;

    /// <summary>What the engine cannot do of it, and does otherwise or not at all.</summary>
    public IEnumerable<EngineLack> LacksOf(Engine engine)
    {
        if (engine == Engine.Nginx && Policy == ReverseProxyLab.Policy.Sticky)
        {
            yield return EngineLack.NginxSticky;
        }

        if (engine == Engine.Nginx && Health == HealthCheck.Active)
        {
            yield return EngineLack.NginxActive;
        }

        if (engine == Engine.Yarp && Policy == ReverseProxyLab.Policy.Address)
        {
            yield return EngineLack.YarpAddress;
        }

        if (engine == Engine.Yarp && Health == HealthCheck.Passive)
        {
            yield return EngineLack.YarpPassive;
        }

        if (engine == Engine.Yarp && Retries is not (null or 0))
        {
            yield return EngineLack.YarpRetries;
        }

        if (engine == Engine.Yarp && IsOn(Feature.Cache))
        {
            yield return EngineLack.YarpCache;
        }

        if (engine == Engine.Yarp && IsOn(Feature.Gzip))
        {
            yield return EngineLack.YarpGzip;
        }

        if (engine == Engine.Yarp && IsOn(Feature.Buffering))
        {
            yield return EngineLack.YarpBuffering;
        }

        if (engine == Engine.Yarp && BodyLimit is not null)
        {
            yield return EngineLack.YarpLimit;
        }

        if (engine == Engine.Yarp && Added.Contains(AddedField.Via))
        {
            yield return EngineLack.YarpVia;
        }
    }
}

/// <summary>The proxies that a script can be run on.</summary>
public enum Engine
{
    Yarp,
    Nginx,
}

/// <summary>
/// Something that a proxy does not have built in; what it does instead is in the resources under <c>ProxyLack-…</c>.
/// </summary>
public enum EngineLack
{
    /// <summary>A cookie that names the origin: it goes by address instead.</summary>
    NginxSticky,

    /// <summary>Asking origins how they are: it goes by their answers instead.</summary>
    NginxActive,

    /// <summary>Choosing by the client's address: a policy of this site's own does it.</summary>
    YarpAddress,

    /// <summary>How many failures are too many is set in code, not in the configuration.</summary>
    YarpPassive,

    /// <summary>Asking another origin when one has failed.</summary>
    YarpRetries,

    /// <summary>Keeping responses.</summary>
    YarpCache,

    /// <summary>Compressing: the framework's middleware before it does it.</summary>
    YarpGzip,

    /// <summary>Keeping a response back: it passes on what comes.</summary>
    YarpBuffering,

    /// <summary>Bounding content: the server that it runs in does it.</summary>
    YarpLimit,

    /// <summary>Via with the version that was received: a fixed value is appended.</summary>
    YarpVia,
}
