namespace LearnWeb.Models.Labs;

/// <summary>
/// An experiment worth making, at one click. A lab derives its own, with what is to be sent or run, and lists them in
/// its line of <see cref="LabCatalog"/>. Its words are in the lab's resources under
/// <c>Preset-&lt;slug&gt;-&lt;id&gt;</c>; where a lab asks before and points out after, under <c>-Ask</c> and
/// <c>-Notice</c> as well.
/// </summary>
/// <param name="Id">Unique in its lab; part of the page's address.</param>
/// <param name="Group">What it is an example of; its words are under <c>PresetGroup-&lt;slug&gt;-&lt;group&gt;</c>,
/// which a lab with one group does not need.</param>
/// <param name="Source">What decides, like <c>RFC 9112 §3.2</c> or <c>listen(2)</c>; empty where nothing does.</param>
public abstract record Preset(string Id, string Group, string Source = "")
{
    /// <summary>The group of those to begin with.</summary>
    public const string MustDo = nameof(MustDo);

    public bool IsMustDo => Group == MustDo;

    /// <summary>What follows the path of the lab's page in its address.</summary>
    public virtual string Link => $"?preset={Id}";
}

public static class Presets
{
    /// <summary>The preset with this id, compared exactly, or <c>null</c>.</summary>
    public static TPreset? Find<TPreset>(this IEnumerable<TPreset> presets, string? id)
        where TPreset : Preset => presets.FirstOrDefault(preset => preset.Id == id);
}
