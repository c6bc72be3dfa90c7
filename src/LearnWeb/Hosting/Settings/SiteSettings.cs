using System.Net;

namespace LearnWeb.Hosting;

/// <summary>The settings that say who this site is to the outside; README documents each.</summary>
public sealed class SiteSettings
{
    /// <summary>Where the site listens if nothing is set.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    public SiteSettings(IConfiguration configuration)
    {
        var url = Read(configuration["Site:Url"]);
        SubPath = ReadSubPath(configuration["Site:PathBase"], url);
        Origin = url?.GetLeftPart(UriPartial.Authority);
        EditUrl = configuration["Site:EditUrl"];
        var allowed = (configuration["AllowedHosts"] ?? "").Split(
            ';',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        Hosts = url is not null
            ? [url.Host, "localhost", "127.0.0.1", "[::1]", .. allowed] // loopback stays for health checks
            : allowed;
        KnownProxies =
        [
            .. (configuration["Proxy:Known"] ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(ReadProxy),
        ];
    }

    /// <summary>The site's own scheme and host; <c>null</c> when it does not know them.</summary>
    public string? Origin { get; }

    /// <summary>
    /// The path that a proxy shows the site under, like <c>/learn</c>; empty for none, or where each request says
    /// which.
    /// </summary>
    public string SubPath { get; }

    /// <summary>The site's own address without a trailing slash; <c>null</c> when it has none.</summary>
    public string? Url => Origin is null ? null : Origin + SubPath;

    /// <summary>The host names answered to; <c>*</c> is any; none are this machine's own.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Where a note can be edited; <c>{path}</c> stands for its file, like <c>tcp/zh.md</c>.</summary>
    public string? EditUrl { get; }

    /// <summary>Proxies whose forwarded headers are believed.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; }

    private static Uri? Read(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return null;
        }

        return
            Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length == 0
            ? uri
            : throw new SettingException(
                $"Site:Url is '{url}'. Write the site's scheme and host, like https://learn.example, and its path if a "
                    + "proxy shows it under one."
            );
    }

    /// <summary>What <c>Site:PathBase</c> says, else the path of <c>Site:Url</c>.</summary>
    private static string ReadSubPath(string? pathBase, Uri? url)
    {
        var set = Models.SubPath.Read(pathBase) ?? throw WrongSubPath("Site:PathBase", pathBase!);
        var named =
            Models.SubPath.Read(url?.AbsolutePath) ?? throw WrongSubPath("The path of Site:Url", url!.AbsolutePath);
        return set.Length == 0 || named.Length == 0 || set == named
            ? set + (set.Length == 0 ? named : "")
            : throw new SettingException(
                $"Site:PathBase is '{set}', but the path of Site:Url is '{named}'. Write the same, or one of them only."
            );
    }

    private static SettingException WrongSubPath(string setting, string path) =>
        new(
            $"{setting} is '{path}'. Write a path like /learn, of letters, digits and -._~ (at most "
                + $"{Models.SubPath.Longest}), "
                + "which does not begin as a page of the site does, like /en or /bin."
        );

    private static IPNetwork ReadProxy(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingException(
            $"Proxy:Known has '{text}'. Write IP addresses or networks like 10.0.0.0/8, joined by commas."
        );
}
