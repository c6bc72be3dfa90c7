using System.Globalization;
using System.Net;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// Reads what nginx has noted: for each request, which origins it asked. A refused connection is seen nowhere else.
/// </summary>
public static class NginxLog
{
    /// <summary>The <c>log_format</c>. nginx escapes what would break a line, as <c>\x22</c>.</summary>
    public const string Format = "$http_x_request_id|$upstream_addr|$upstream_status";

    /// <summary>The attempts that the log tells, in its order; lines that are not whole yet are left out.</summary>
    public static IReadOnlyList<Attempt> Read(string log)
    {
        var attempts = new List<Attempt>();
        foreach (var line in log.Split('\n').SkipLast(1))
        {
            if (line.Split('|') is not [var id, var addresses, var statuses])
            {
                continue;
            }

            // Addresses are joined by commas; after an internal redirect, by colons.
            var codes = statuses.Split(", ");
            attempts.AddRange(
                addresses
                    .Split(", ")
                    .Index()
                    .Where(address => IPEndPoint.TryParse(address.Item, out _))
                    .Select(address => new Attempt(
                        id,
                        IPEndPoint.Parse(address.Item).Port,
                        int.TryParse(
                            codes.ElementAtOrDefault(address.Index),
                            CultureInfo.InvariantCulture,
                            out var code
                        )
                            ? code
                            : null
                    ))
            );
        }

        return attempts;
    }
}

/// <summary>That a proxy has turned to an origin for a request.</summary>
/// <param name="RequestId">Which request, by its <see cref="LabFields.RequestId"/>.</param>
/// <param name="Port">Which origin.</param>
/// <param name="Status">What came of it by the proxy's own account; <c>null</c> where it has none.</param>
public sealed record Attempt(string RequestId, int Port, int? Status);
