namespace LearnWeb.Hosting;

/// <summary>What experiments of one lab talk to on the <see cref="DemoServer"/>; each lab adds its own.</summary>
/// <param name="Map">Maps its endpoints, whose paths no other target has.</param>
internal sealed record DemoTarget(Action<IEndpointRouteBuilder> Map);
