using System.Net;

namespace LearnWeb.Hosting;

/// <summary>The settings that say who this site is to the outside; README documents each.</summary>
public sealed class SiteSettings
{
    /// <summary>Where the site listens if nothing is set.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    public SiteSettings(IConfiguration configuration)
    {
        Url = Read(configuration["Site:Url"]);
        EditUrl = configuration["Site:EditUrl"];
        var allowed = (configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Hosts = Url is not null
            ? [new Uri(Url).Host, "localhost", "127.0.0.1", "[::1]", .. allowed] // loopback stays for health checks
            : allowed;
        KnownProxies = [.. (configuration["Proxy:Known"] ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(ReadProxy)];
    }

    /// <summary>The site's own address without a trailing slash; <c>null</c> when it has none.</summary>
    public string? Url { get; }

    /// <summary>The host names answered to; <c>*</c> is any; none are this machine's own.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Where a note can be edited; <c>{path}</c> stands for its file, like <c>tcp/zh.md</c>.</summary>
    public string? EditUrl { get; }

    /// <summary>Proxies whose forwarded headers are believed.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; }

    private static string? Read(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return null;
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/"
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new SettingException($"Site:Url is '{url}'. Write the site's scheme and host only, like https://learn.example.");
    }

    private static IPNetwork ReadProxy(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingException($"Proxy:Known has '{text}'. Write IP addresses or networks like 10.0.0.0/8, joined by commas.");
}
