using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>A script worth running. Its id is the name of its recorded traces, too.</summary>
/// <param name="Text">Its steps, separated by semicolons.</param>
public sealed record ReverseProxyPreset(string Id, string Group, string Text, string Source) : Preset(Id, Group, Source)
{
    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<ReverseProxyPreset> All { get; } =
    [
        new(
            "round-robin",
            MustDo,
            "policy(round-robin); get(A, /who, 2); get(B, /who, 2); get(C, /who, 2)",
            "RFC 9110 §3.7"
        ),
    ];

    public ProxyScript Script { get; } = ProxyScript.Parse(Text).Script!;

    /// <summary>The preset with exactly these steps, if there is one.</summary>
    public static ReverseProxyPreset? Of(ProxyScript script)
    {
        var text = script.ToString();
        return All.FirstOrDefault(preset => preset.Script.ToString() == text);
    }
}
