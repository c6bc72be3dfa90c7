using System.Globalization;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// A small shared cache (RFC 9111): it keeps responses to GET that say how long they are fresh, gives them out while
/// they are, and asks again once they are not. What depends on who asks, or on more than the URI, it does not keep.
/// </summary>
public sealed class ProxyCache(TimeProvider clock)
{
    private const int MostEntries = 50,
        MostBytes = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Whether this request may be answered from a cache at all.</summary>
    internal static bool MayAnswer(MessageReader request) =>
        request.StartLine.StartsWith("GET ", StringComparison.Ordinal)
        && !request.Lists("Cache-Control", "no-cache")
        && !request.Lists("Cache-Control", "no-store")
        && !request.Fields.Any(field =>
            field.Name.ToUpperInvariant()
                is "AUTHORIZATION"
                    or "RANGE"
                    or "IF-NONE-MATCH"
                    or "IF-MODIFIED-SINCE"
                    or "IF-MATCH"
                    or "IF-UNMODIFIED-SINCE"
                    or "IF-RANGE"
        );

    /// <summary>A stored response for this URI that is still fresh.</summary>
    internal CachedResponse? Find(string uri)
    {
        lock (_gate)
        {
            return
                _entries.TryGetValue(uri, out var entry)
                && (int)(entry.AgeThen + (clock.GetUtcNow() - entry.At)).TotalSeconds is var age
                && age < entry.Lifetime
                ? entry.Response with
                {
                    Age = age,
                }
                : null;
        }
    }

    /// <summary>Keeps a response if it may be kept (RFC 9111 §3).</summary>
    /// <param name="uri">What was asked for.</param>
    /// <param name="received">The response as it came.</param>
    /// <param name="response">The response as it goes to clients.</param>
    internal void Store(string uri, MessageReader received, CachedResponse response)
    {
        if (
            received.Status != 200
            || Lifetime(received) is not { } lifetime
            || received.Fields.Any(field => field.Name.ToUpperInvariant() is "VARY" or "SET-COOKIE")
            || response.Content.Length > MostBytes
        )
        {
            return;
        }

        lock (_gate)
        {
            if (_entries.Count >= MostEntries)
            {
                _entries.Remove(_entries.MinBy(entry => entry.Value.At).Key);
            }

            _entries[uri] = new Entry(response, clock.GetUtcNow(), AgeOf(received), lifetime);
        }
    }

    /// <summary>How long it is fresh, in seconds (RFC 9111 §4.2.1); <c>null</c> if it may not be kept.</summary>
    private static int? Lifetime(MessageReader response)
    {
        var directives = response
            .ValuesOf("Cache-Control")
            .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))
            .ToList();
        return directives.Exists(directive => directive is "no-store" or "no-cache" or "private")
            ? null
            : Seconds(directives, "s-maxage=") ?? Seconds(directives, "max-age=");
    }

    private static int? Seconds(List<string> directives, string name) =>
        directives.Find(directive => directive.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } found
        && int.TryParse(found.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;

    private static TimeSpan AgeOf(MessageReader response) =>
        int.TryParse(
            response.ValuesOf("Age").FirstOrDefault(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var age
        )
            ? TimeSpan.FromSeconds(age)
            : TimeSpan.Zero;

    private sealed record Entry(CachedResponse Response, DateTimeOffset At, TimeSpan AgeThen, int Lifetime);
}

/// <summary>A response that a proxy keeps.</summary>
/// <param name="Fields">The fields as they went to the first client.</param>
internal sealed record CachedResponse(
    string StartLine,
    IReadOnlyList<(string Name, string Value)> Fields,
    byte[] Content
)
{
    /// <summary>How long ago the origin made it, in seconds (RFC 9111 §5.1).</summary>
    public int Age { get; init; }

    public byte[] Bytes(bool closes)
    {
        List<(string Name, string Value)> fields =
        [
            .. Fields.Where(field =>
                field.Name.ToUpperInvariant() is not ("AGE" or "CONTENT-LENGTH" or "TRANSFER-ENCODING")
            ),
            ("Content-Length", Content.Length.ToString(CultureInfo.InvariantCulture)),
            ("Age", Age.ToString(CultureInfo.InvariantCulture)),
            ("X-Cache", "HIT"),
        ];
        if (closes)
        {
            fields.Add(("Connection", "close"));
        }

        return [.. ForwardedHead.Bytes(StartLine, fields), .. Content];
    }
}
