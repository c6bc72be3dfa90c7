using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Unit.ReverseProxyLab;

public sealed class NginxLogTests
{
    [Theory(DisplayName = "A line of the log, and the attempts it tells of")]
    [InlineData("1|127.0.0.1:5001|200\n", "1 5001 200")]
    [InlineData("2|127.0.0.1:5001, 127.0.0.1:5002|502, 200\n", "2 5001 502; 2 5002 200")]
    [InlineData("3|-|-\n", "")]
    [InlineData("4|shop|502\n", "")]
    [InlineData("5|127.0.0.1:5001|-\n", "5 5001 ")]
    [InlineData("6|127.0.0.1:5001|200", "")] // not whole yet
    [InlineData("a|b\\x7C|127.0.0.1:5001|200\n", "")]
    public void Line_TellsOfAttempts(string log, string expected)
    {
        var attempts = NginxLog.Read(log).Select(attempt => $"{attempt.RequestId} {attempt.Port} {attempt.Status}");
        Assert.Equal(expected, string.Join("; ", attempts));
    }
}
