using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ForwardProxyLab;

/// <summary>What is sent to a forward proxy of what conduct, or past it.</summary>
public sealed record ForwardProxyPreset(
    string Id,
    string Group,
    string Source,
    ProxyConduct Conduct,
    params IReadOnlyList<PresetRequest> Requests
) : Preset(Id, Group, Source)
{
    private const string Shop = "Host: shop.example\n";
    private const string Get = $"GET http://shop.example/items?q=tea HTTP/1.1\n{Shop}";
    private const string Who = $"GET http://shop.example/who HTTP/1.1\n{Shop}Cookie: sid=4f9c27\n\n";
    private const string Cacheable = $"GET http://shop.example/cacheable HTTP/1.1\n{Shop}\n";
    private const string Connect = "CONNECT bank.example:443 HTTP/1.1\nHost: bank.example:443\n\n";
    private const string Account = "GET /account HTTP/1.1\nHost: bank.example\nCookie: sid=4f9c27\n\n";

    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<ForwardProxyPreset> All { get; } =
    [
        new("absolute-form", MustDo, "RFC 9112 §3.2.2", ProxyConduct.Plain, new PresetRequest($"{Get}\n")),
        new("connect", MustDo, "RFC 9110 §9.3.6", ProxyConduct.Plain, PresetRequest.Tunnel(Connect, Account)),
        new("opened", MustDo, "", ProxyConduct.OpensTls, PresetRequest.Tunnel(Connect, Account, trustsProxy: true)),
        new(
            "origin-form",
            "Forwarding",
            "RFC 9112 §3.2.1",
            ProxyConduct.Plain,
            PresetRequest.Direct($"GET /items?q=tea HTTP/1.1\n{Shop}\n")
        ),
        new(
            "hop-by-hop",
            "Forwarding",
            "RFC 9110 §7.6.1",
            ProxyConduct.Plain,
            new PresetRequest(
                $"{Get}Connection: TE, X-Secret\nTE: trailers\nX-Secret: 7f3a\nProxy-Connection: keep-alive\n"
                    + "Cache-Control: no-cache\nVia: 1.0 lab-proxy\n\n"
            )
        ),
        new(
            "host",
            "Forwarding",
            "RFC 9112 §3.2.2",
            ProxyConduct.Plain,
            new PresetRequest("GET http://shop.example/who HTTP/1.1\nHost: bank.example\n\n")
        ),
        new(
            "continue",
            "Forwarding",
            "RFC 9110 §15.2",
            ProxyConduct.Plain,
            new PresetRequest(
                $"POST http://shop.example/echo HTTP/1.1\n{Shop}Expect: 100-continue\nContent-Length: 5\n\nhello"
            )
        ),
        new("trace", "Forwarding", "RFC 9110 §7.6.2", ProxyConduct.Plain, Forwards("TRACE", 0), Forwards("TRACE", 1)),
        new(
            "options",
            "Forwarding",
            "RFC 9110 §7.6.2",
            ProxyConduct.Plain,
            Forwards("OPTIONS", 0),
            Forwards("OPTIONS", 1)
        ),
        new(
            "cached",
            "Forwarding",
            "RFC 9111 §4, §5.1",
            ProxyConduct.Caches,
            new PresetRequest(Cacheable),
            new PresetRequest(Cacheable) { Pause = TimeSpan.FromSeconds(1.1) }
        ),
        new("peer", "Origin", "RFC 9110 §7.6.3", ProxyConduct.Plain, new PresetRequest(Who)),
        new("forwarded-for", "Origin", "RFC 7239 §5.2, §7.4", ProxyConduct.DisclosesClient, new PresetRequest(Who)),
        new(
            "credentials",
            "Origin",
            "RFC 9110 §11.6, §11.7",
            ProxyConduct.AsksWho,
            new PresetRequest($"{Get}Authorization: Basic c2hvcDpzZWNyZXQ=\n\n"),
            new PresetRequest(
                $"{Get}Authorization: Basic c2hvcDpzZWNyZXQ=\n"
                    + "Proxy-Authorization: Basic YWxpY2U6d29uZGVybGFuZA==\n\n"
            )
        ),
        new("distrusted", "Tunnels", "", ProxyConduct.OpensTls, PresetRequest.Tunnel(Connect, Account)),
        new(
            "other-port",
            "Tunnels",
            "RFC 9110 §9.3.6, RFC 9931 §8",
            ProxyConduct.Plain,
            PresetRequest.Tunnel("CONNECT bank.example:22 HTTP/1.1\nHost: bank.example:22\n\n", Account)
        ),
        new(
            "no-port",
            "Tunnels",
            "RFC 9112 §3.2.3",
            ProxyConduct.Plain,
            PresetRequest.Tunnel("CONNECT bank.example HTTP/1.1\nHost: bank.example\n\n", Account)
        ),
        new(
            "refused",
            "Failures",
            "RFC 9110 §15.5.4",
            ProxyConduct.Plain,
            new PresetRequest("GET http://169.254.169.254/latest/meta-data/ HTTP/1.1\nHost: 169.254.169.254\n\n"),
            new PresetRequest("GET http://elsewhere.example/ HTTP/1.1\nHost: elsewhere.example\n\n")
        ),
        new(
            "bad-gateway",
            "Failures",
            "RFC 9110 §15.6.3",
            ProxyConduct.Plain,
            new PresetRequest("GET http://down.example/ HTTP/1.1\nHost: down.example\n\n")
        ),
        new(
            "gateway-timeout",
            "Failures",
            "RFC 9110 §15.6.5",
            ProxyConduct.Plain,
            new PresetRequest($"GET http://shop.example/slow HTTP/1.1\n{Shop}\n")
        ),
    ];

    private static PresetRequest Forwards(string method, int times) =>
        new($"{method} http://shop.example/items HTTP/1.1\n{Shop}Max-Forwards: {(char)('0' + times)}\n\n");
}

/// <summary>What a forward proxy does besides forwarding.</summary>
public enum ProxyConduct
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>Asks for a login.</summary>
    AsksWho,

    /// <summary>Tells the origin the client's address.</summary>
    DisclosesClient,

    /// <summary>Keeps responses.</summary>
    Caches,

    /// <summary>Opens TLS, with certificates of its own authority.</summary>
    OpensTls,
}

/// <summary>One request of a preset; lines end with LF, and are sent with CRLF.</summary>
/// <param name="Text">What the client says to the proxy, or to the origin if it goes there directly.</param>
public sealed record PresetRequest(string Text)
{
    /// <summary>Whether it goes past the proxy.</summary>
    public bool IsDirect { get; private init; }

    /// <summary>What is sent inside the tunnel; <c>null</c> if the text asks for none.</summary>
    public string? Inside { get; private init; }

    /// <summary>Whether the client trusts the proxy's own authority, too.</summary>
    public bool TrustsProxy { get; private init; }

    /// <summary>How long the client waits before it.</summary>
    public TimeSpan Pause { get; init; }

    public static PresetRequest Direct(string text) => new(text) { IsDirect = true };

    public static PresetRequest Tunnel(string connect, string inside, bool trustsProxy = false) =>
        new(connect) { Inside = inside, TrustsProxy = trustsProxy };
}
