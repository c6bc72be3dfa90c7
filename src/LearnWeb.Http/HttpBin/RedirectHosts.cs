namespace LearnWeb.Http.HttpBin;

/// <summary>The hosts, other than this site, to which <c>/bin/redirect-to</c> may redirect.</summary>
/// <param name="list">
/// Host names separated by commas, with a port where it is not the default one of the scheme; or <c>null</c>.
/// </param>
public sealed class RedirectHosts(string? list)
{
    public IReadOnlySet<string> Names { get; } =
        (list ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
