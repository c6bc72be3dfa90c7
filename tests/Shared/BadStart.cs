using Xunit;

namespace LearnWeb.Tests;

/// <summary>What <c>start_response</c> refuses (PEP 3333), in C# as in Python.</summary>
public static class BadStart
{
    /// <summary>Statuses, and the rule that each breaks.</summary>
    public static TheoryData<string, string?> Statuses { get; } =
        new()
        {
            { "status-type", null },
            { "status-form", "" },
            { "status-form", "20 OK" },
            { "status-form", "200OK" },
            { "status-form", "200 " },
            { "status-form", "+20 OK" },
            { "status-form", "２００ OK" },
            { "status-code", "000 Zero" },
            { "status-code", "100 Continue" },
            { "status-code", "102 Processing" },
            { "status-code", "199 Last" },
            { "status-code", "600 More" },
            { "status-code", "999 Message here" },
            { "status-form", "200 OK\r\nX: y" },
            { "status-form", "200 OK\n" },
            { "status-form", "200 中" },
        };

    /// <summary>Header fields, and the rule that each breaks.</summary>
    public static TheoryData<string, string, string?> Fields { get; } =
        new()
        {
            { "header-name", "", "x" },
            { "header-name", "X Y", "x" },
            { "header-name", "X\r\nY", "x" },
            { "header-control", "X", "a\rb" },
            { "header-control", "X", "a\nb" },
            { "header-control", "X", "a\0b" },
            { "header-latin1", "X", "中" },
            { "headers-type", "X", null },
            { "hop-by-hop", "connection", "close" },
            { "hop-by-hop", "Keep-Alive", "1" },
            { "hop-by-hop", "Proxy-Authenticate", "Basic" },
            { "hop-by-hop", "Proxy-Authorization", "x" },
            { "hop-by-hop", "TE", "trailers" },
            { "hop-by-hop", "Trailers", "x" },
            { "hop-by-hop", "Transfer-Encoding", "chunked" },
            { "hop-by-hop", "UPGRADE", "h2c" },
            { "length-form", "Content-Length", "+1" },
            { "length-form", "Content-Length", "-1" },
            { "length-form", "Content-Length", "1,1" },
            { "length-form", "Content-Length", "" },
            { "length-form", "Content-Length", "1000000000000000000" },
            { "header-name", "X(Y", "x" },
            { "header-name", "Caf\xe9", "x" },
        };
}
