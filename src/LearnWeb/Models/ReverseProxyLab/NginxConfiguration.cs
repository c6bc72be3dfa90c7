using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// Writes what nginx is told. All of it is made from numbers and from words of this program: nothing that a visitor has
/// written gets in.
/// </summary>
public static class NginxConfiguration
{
    /// <summary>The file that <see cref="Frame"/> includes: what a learner would write.</summary>
    public const string SiteFile = "shop.conf";

    /// <summary>Where it notes what it did with each request; see <see cref="NginxLog"/>.</summary>
    public const string LogFile = "access.log";

    /// <summary>
    /// What makes it run in a folder of its own, as one process without rights; a packaged nginx has its own.
    /// </summary>
    public const string Frame = $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log error.log warn;
        events { worker_connections 256; }
        http {
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            log_format hops '{{NginxLog.Format}}';
            access_log {{LogFile}} hops;
            server_tokens off;
            include {{SiteFile}};
        }

        """;

    /// <summary>What a learner would write.</summary>
    /// <param name="settings">What the script says.</param>
    /// <param name="port">Where it listens, on loopback.</param>
    /// <param name="origins">Where the origins listen, in order.</param>
    public static string Write(ProxySettings settings, int port, IReadOnlyList<IPEndPoint> origins)
    {
        var text = new StringBuilder();
        if (settings.Added.Contains(AddedField.Via))
        {
            text.Append(ViaMaps);
        }

        if (settings.IsOn(Feature.Cache))
        {
            text.Append("proxy_cache_path cache keys_zone=shop:1m;\n");
        }

        text.Append("upstream shop {\n");
        Line(PolicyOf(settings.Policy));
        foreach (var origin in origins)
        {
            Line($"server {origin}{PassiveOf(settings.Health)}");
        }

        text.Append("}\nserver {\n");
        Line(string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port}"));
        text.Append("    location / {\n");
        foreach (var directive in LocationOf(settings))
        {
            text.Append("        ").Append(directive).Append(";\n");
        }

        return text.Append("    }\n}\n").ToString();

        void Line(string? directive)
        {
            if (directive is not null)
            {
                text.Append("    ").Append(directive).Append(";\n");
            }
        }
    }

    private static string? PolicyOf(Policy? policy) =>
        policy switch
        {
            Policy.LeastRequests => "least_conn",
            Policy.Random => "random",
            Policy.TwoChoices => "random two least_conn",
            Policy.Address or Policy.Sticky => "ip_hash",
            _ => null, // round robin is what it does without a word
        };

    /// <summary>By default one failure takes an origin out for ten seconds; a lab has less patience.</summary>
    private static string PassiveOf(HealthCheck? health) =>
        health switch
        {
            HealthCheck.Off => " max_fails=0",
            HealthCheck.Passive or HealthCheck.Active => " max_fails=1 fail_timeout=2s",
            _ => "",
        };

    private static IEnumerable<string> LocationOf(ProxySettings settings)
    {
        yield return "proxy_pass http://shop";
        if (settings.Host is { } host)
        {
            yield return $"proxy_set_header Host {(host == HostRule.Keep ? "$host" : "$proxy_host")}";
        }

        if (settings.Added.Contains(AddedField.XForwarded))
        {
            yield return "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for";
            yield return "proxy_set_header X-Forwarded-Proto $scheme";
            yield return "proxy_set_header X-Forwarded-Host $host";
        }

        if (settings.Added.Contains(AddedField.Forwarded))
        {
            yield return "proxy_set_header Forwarded \"for=$remote_addr;host=$host;proto=$scheme\"";
        }

        if (settings.Added.Contains(AddedField.Via))
        {
            yield return "proxy_set_header Via \"${via_so_far}$received_version gw\"";
        }

        foreach (var directive in SwitchesOf(settings))
        {
            yield return directive;
        }

        if (settings.TimeoutMilliseconds is { } time)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"proxy_connect_timeout {time}ms");
            yield return string.Create(CultureInfo.InvariantCulture, $"proxy_read_timeout {time}ms");
        }

        if (settings.Retries is { } retries)
        {
            yield return retries == 0
                ? "proxy_next_upstream off"
                : string.Create(CultureInfo.InvariantCulture, $"proxy_next_upstream_tries {retries + 1}");
        }
    }

    private static IEnumerable<string> SwitchesOf(ProxySettings settings)
    {
        if (settings.IsOn(Feature.Cache))
        {
            yield return "proxy_cache shop";
            yield return "proxy_cache_use_stale error timeout";
            yield return "add_header X-Cache $upstream_cache_status";
        }

        if (settings.IsOn(Feature.Gzip))
        {
            yield return "gzip on";
            yield return "gzip_types text/plain";
            yield return "gzip_proxied any";
            yield return "gzip_vary on";
        }

        if (settings.Switches.TryGetValue(Feature.Buffering, out var buffering))
        {
            yield return $"proxy_buffering {ProxyWords.Of(buffering)}";
        }

        if (settings.BodyLimit is { } bytes)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"client_max_body_size {bytes}");
        }
    }

    private const string ViaMaps = """
        map $server_protocol $received_version {
            ~^HTTP/(?<version>.+)$ $version;
        }
        map $http_via $via_so_far {
            ""      "";
            default "$http_via, ";
        }

        """;
}
