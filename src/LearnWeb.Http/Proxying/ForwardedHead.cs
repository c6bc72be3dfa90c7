using System.Globalization;
using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>The head of a message as a proxy sends it on: its own version, its own framing, and its entry in
/// <c>Via</c>.</summary>
internal static class ForwardedHead
{
    /// <summary>The head of a request for the next hop.</summary>
    /// <param name="request">The request as it came.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="proxy">The name of this proxy.</param>
    /// <param name="client">The client's address, if the proxy discloses it.</param>
    /// <param name="maxForwards">How many more times it may be forwarded, if it says so at all.</param>
    public static byte[] OfRequest(
        MessageReader request,
        ProxyTarget target,
        string proxy,
        string? client,
        int? maxForwards
    )
    {
        var fields = ForwardedFields.EndToEnd(request.Fields);
        fields.RemoveAll(field => Is(field, "Host"));
        fields.Insert(0, ("Host", target.Authority)); // made anew, whatever came (RFC 9112 §3.2.2)
        ForwardedFields.RemoveOwnCookies(fields);
        if (maxForwards is { } left)
        {
            fields.RemoveAll(field => Is(field, "Max-Forwards"));
            fields.Add(("Max-Forwards", left.ToString(CultureInfo.InvariantCulture)));
        }

        ForwardedFields.Append(fields, "Via", Via(request, proxy));
        if (client is not null)
        {
            ForwardedFields.Append(fields, "X-Forwarded-For", client);
        }

        Frame(fields, request.ContentEnd);
        fields.Add(("Connection", "close")); // one connection for each request, for the sake of clearness
        return Bytes($"{request.StartLine.Split(' ')[0]} {target.Path} HTTP/1.1", fields);
    }

    /// <summary>The fields of a response for the client.</summary>
    /// <param name="response">The response as it came.</param>
    /// <param name="end">How the client can tell its end.</param>
    /// <param name="proxy">The name of this proxy.</param>
    public static List<(string Name, string Value)> FieldsOfResponse(
        MessageReader response,
        ContentEnd end,
        string proxy
    )
    {
        var fields = ForwardedFields.EndToEnd(response.Fields);
        ForwardedFields.Append(fields, "Via", Via(response, proxy));
        Frame(fields, end);
        return fields;
    }

    /// <summary>A head of these lines.</summary>
    public static byte[] Bytes(string startLine, IEnumerable<(string Name, string Value)> fields)
    {
        var head = new StringBuilder(startLine).Append("\r\n");
        foreach (var (name, value) in fields)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>The version in which the message came, and who has forwarded it (RFC 9110 §7.6.3).</summary>
    private static string Via(MessageReader message, string proxy)
    {
        var version = message.IsResponse ? message.StartLine[5..8] : message.StartLine[^3..];
        return $"{version} {proxy}";
    }

    private static void Frame(List<(string Name, string Value)> fields, ContentEnd end)
    {
        if (end == ContentEnd.LastChunk)
        {
            fields.RemoveAll(field => Is(field, "Content-Length")); // RFC 9112 §6.3
            fields.Add(("Transfer-Encoding", "chunked"));
        }
    }

    private static bool Is((string Name, string Value) field, string name) =>
        field.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
