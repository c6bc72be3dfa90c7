namespace LearnWeb.Http.HttpBin;

/// <summary>The hosts besides this site to which <c>/bin/redirect-to</c> may lead.</summary>
/// <param name="list">Host names, with a port where it is not the scheme's own, joined by commas; or
/// <c>null</c>.</param>
public sealed class RedirectHosts(string? list)
{
    public IReadOnlySet<string> Names { get; } =
        (list ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
