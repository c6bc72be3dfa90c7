using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// Writes what YARP is told: the section <c>ReverseProxy</c> as it stands in an <c>appsettings.json</c>. The running
/// proxy reads this very text.
/// </summary>
public static class YarpConfiguration
{
    /// <summary>The name of the policy that this site adds.</summary>
    public const string AddressPolicy = "ClientAddress";

    /// <summary>By default YARP takes all again when none is well.</summary>
    private const string WellOnly = "HealthyAndUnknown";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="settings">What the script says.</param>
    /// <param name="origins">Where the origins listen, in order.</param>
    public static string Write(ProxySettings settings, IReadOnlyList<IPEndPoint> origins)
    {
        var route = new JsonObject
        {
            ["ClusterId"] = "shop",
            ["Match"] = new JsonObject { ["Path"] = "{**path}" },
        };
        if (TransformsOf(settings) is { Count: > 0 } transforms)
        {
            route["Transforms"] = transforms;
        }

        var cluster = new JsonObject();
        if (PolicyOf(settings.Policy) is { } policy)
        {
            cluster["LoadBalancingPolicy"] = policy;
        }

        if (settings.Policy == Policy.Sticky)
        {
            cluster["SessionAffinity"] = new JsonObject
            {
                ["Enabled"] = true,
                ["Policy"] = "HashCookie",
                ["FailurePolicy"] = "Redistribute",
                ["AffinityKeyName"] = LabFields.AffinityCookie,
            };
        }

        if (HealthOf(settings.Health) is { } health)
        {
            cluster["HealthCheck"] = health;
        }

        if (settings.TimeoutMilliseconds is { } time)
        {
            cluster["HttpRequest"] = new JsonObject { ["ActivityTimeout"] = Text(TimeSpan.FromMilliseconds(time)) };
        }

        cluster["Destinations"] = new JsonObject(
            origins.Select(
                (origin, index) =>
                    KeyValuePair.Create<string, JsonNode?>(
                        (index + 1).ToString(CultureInfo.InvariantCulture),
                        new JsonObject { ["Address"] = $"http://{origin}/" }
                    )
            )
        );
        var whole = new JsonObject
        {
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = new JsonObject { ["all"] = route },
                ["Clusters"] = new JsonObject { ["shop"] = cluster },
            },
        };
        return whole.ToJsonString(Indented);
    }

    private static string? PolicyOf(Policy? policy) =>
        policy switch
        {
            Policy.RoundRobin or Policy.Sticky => "RoundRobin", // the cookie chooses from the second request on
            Policy.LeastRequests => "LeastRequests",
            Policy.Random => "Random",
            Policy.Address => AddressPolicy,
            _ => null, // two choices is what it does without a word
        };

    /// <summary>
    /// Passive: by the rate of failed connections, which is a matter of the whole program's options. Active: it asks
    /// each origin, and one failure is enough.
    /// </summary>
    private static JsonObject? HealthOf(HealthCheck? health) =>
        health switch
        {
            HealthCheck.Passive => new JsonObject
            {
                ["AvailableDestinationsPolicy"] = WellOnly,
                ["Passive"] = new JsonObject
                {
                    ["Enabled"] = true,
                    ["Policy"] = "TransportFailureRate",
                    ["ReactivationPeriod"] = Text(TimeSpan.FromSeconds(2)),
                },
            },
            HealthCheck.Active => new JsonObject
            {
                ["AvailableDestinationsPolicy"] = WellOnly,
                ["Active"] = new JsonObject
                {
                    ["Enabled"] = true,
                    ["Interval"] = Text(TimeSpan.FromSeconds(0.5)),
                    ["Timeout"] = Text(TimeSpan.FromSeconds(0.4)),
                    ["Policy"] = "ConsecutiveFailures",
                    ["Path"] = "/health",
                },
            },
            _ => null,
        };

    private static JsonArray TransformsOf(ProxySettings settings)
    {
        var transforms = new JsonArray();
        if (settings.Host is { } host)
        {
            transforms.Add(new JsonObject { ["RequestHeaderOriginalHost"] = host == HostRule.Keep ? "true" : "false" });
        }

        if (settings.Added.Contains(AddedField.XForwarded))
        {
            transforms.Add(new JsonObject { ["X-Forwarded"] = "Append" });
        }

        if (settings.Added.Contains(AddedField.Forwarded))
        {
            transforms.Add(new JsonObject { ["Forwarded"] = "for,host,proto", ["Action"] = "Append" });
        }

        if (settings.Added.Contains(AddedField.Via))
        {
            transforms.Add(new JsonObject { ["RequestHeader"] = "Via", ["Append"] = "1.1 gw" });
        }

        return transforms;
    }

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
