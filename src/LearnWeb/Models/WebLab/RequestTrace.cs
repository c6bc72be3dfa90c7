using System.Text;
using LearnWeb.Http;

namespace LearnWeb.Models.WebLab;

/// <summary>The learner's own request, as the server has it after parsing.</summary>
/// <param name="Method">The method, case kept (RFC 9110 §9.1).</param>
/// <param name="Target">The request target as it arrived, percent-encoding kept (RFC 9112 §3.2).</param>
/// <param name="Protocol"><c>HTTP/1.1</c>, <c>HTTP/2</c> …</param>
/// <param name="Fields">The header fields, one entry for each field line; a secret's value is masked.</param>
/// <param name="ClientAddress">The address of the TCP peer, which may be a proxy; <c>null</c> without TCP.</param>
/// <param name="Received">When the server began to handle it (UTC).</param>
/// <param name="Exchange">The same as bytes, as far as it has come; the response is to be had at <c>/wire/{id}</c>
/// afterwards.</param>
public sealed record RequestTrace(
    string Method,
    string Target,
    string Protocol,
    IReadOnlyList<RequestField> Fields,
    string? ClientAddress,
    DateTimeOffset Received,
    Exchange Exchange
)
{
    /// <summary>A field as it may be shown: the site's own secrets in it become as many <c>*</c>.</summary>
    public static RequestField Show(string name, string value)
    {
        var line = Encoding.UTF8.GetBytes($"x / HTTP/1.1\r\n{name}:{value}");
        var masked = SiteSecrets.Cover(line).Count > 0;
        return new(name, masked ? Encoding.UTF8.GetString(line)[(name.Length + 15)..] : value, masked);
    }
}

/// <summary>One header field of a request.</summary>
public sealed record RequestField(string Name, string Value, bool Masked);
