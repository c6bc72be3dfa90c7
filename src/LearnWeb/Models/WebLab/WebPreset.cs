using LearnWeb.Models.Labs;

namespace LearnWeb.Models.WebLab;

/// <summary>An address of the lab's own page to ask for.</summary>
/// <param name="Address">Its query and fragment.</param>
public sealed record WebPreset(string Id, string Address) : Preset(Id, MustDo)
{
    /// <summary>The query of the preset with a fragment, of which the server otherwise would see nothing.</summary>
    public const string LookAtAddressBar = "look-at-the-address-bar";

    public static IReadOnlyList<WebPreset> All { get; } =
    [new("reload", ""), new("query", "?name=%E4%B8%AD+%2B&name=2"), new("fragment", $"?{LookAtAddressBar}#part2")];

    public override string Link => Address;
}
