namespace LearnWeb.Http.Proxying;

/// <summary>What a proxy makes of the fields of a message that it forwards.</summary>
public static class ForwardedFields
{
    /// <summary>
    /// Fields that concern one connection only, whether or not <c>Connection</c> names them (RFC 9110 §7.6.1); and
    /// those between a client and its proxy (§11.7), which this proxy uses up.
    /// </summary>
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Proxy-Authenticate",
        "Proxy-Authentication-Info",
        "Proxy-Authorization",
    };

    /// <summary>
    /// Fields that go on although a client names them in <c>Connection</c>: a message without its length would run into
    /// the next one, and the proxy itself decides about the host.
    /// </summary>
    private static readonly HashSet<string> NeverNamed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Length",
        "Host",
    };

    /// <summary>The fields that go on, in their order.</summary>
    public static List<(string Name, string Value)> EndToEnd(IReadOnlyList<(string Name, string Value)> fields)
    {
        var named = fields
            .Where(field => field.Name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            .SelectMany(field => field.Value.Split(',', StringSplitOptions.TrimEntries))
            .Except(NeverNamed, StringComparer.OrdinalIgnoreCase)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. fields.Where(field => !HopByHop.Contains(field.Name) && !named.Contains(field.Name))];
    }

    /// <summary>Adds a member to a field that is a list, behind those that have come (RFC 9110 §5.3).</summary>
    public static void Append(List<(string Name, string Value)> fields, string name, string member)
    {
        var before = fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        fields.RemoveAll(before.Contains);
        fields.Add((name, string.Join(", ", [.. before.Select(field => field.Value), member])));
    }

    /// <summary>Takes this site's own cookies out: they are no business of whoever is forwarded to.</summary>
    public static void RemoveOwnCookies(List<(string Name, string Value)> fields)
    {
        for (var at = fields.Count - 1; at >= 0; at--)
        {
            if (fields[at].Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            {
                var others = SiteCookies.WithoutOwn(fields[at].Value);
                fields[at] = (fields[at].Name, others);
                if (others.Length == 0)
                {
                    fields.RemoveAt(at);
                }
            }
        }
    }
}
