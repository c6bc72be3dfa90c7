using LearnWeb.Models.WsgiLab.Gallery;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>A rule whose breach does not end the call is said in the log, also when nobody watches.</summary>
public sealed class ToleratedRuleTests : GatewayCall
{
    [Theory]
    [InlineData("too-long", "len 16 > Content-Length 6")]
    [InlineData("reads-on", "read(1000000) > len 7")]
    public async Task BrokenRule_IsLoggedOnce(string name, string seen)
    {
        var log = new LogLines();
        await RunAsync(GalleryApplication.All.Single(app => app.Name == name).Call, log);
        var (rule, line) = (GalleryApplication.All.Single(app => app.Name == name).Rule!, Assert.Single(log.Lines));
        Assert.Contains(rule.Id, line, StringComparison.Ordinal);
        Assert.Contains(seen, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RuleBrokenOverAndOver_IsLoggedOnce()
    {
        var log = new LogLines();
        await RunAsync(
            (environ, start) =>
            {
                var input = (WsgiInput)environ[WsgiEnviron.Input];
                input.Read(100);
                input.Read(100);
                start("200 OK", Plain);
                return new List<byte[]>();
            },
            log
        );
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task RuleKept_IsNotLogged()
    {
        var log = new LogLines();
        await RunAsync(Answers("a", "b"), log);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task WriteBeyondContentLength_RaisesInTheApplication_AndSendsNothing()
    {
        WsgiViolationException? raised = null;
        await RunAsync(
            (_, start) =>
            {
                var write = start("200 OK", new List<(string, string)> { ("Content-Length", "3") });
                write(Bytes("ab"));
                raised = Assert.Throws<WsgiViolationException>(() => write(Bytes("cd")));
                write(Bytes("c"));
                return new List<byte[]>();
            }
        );
        Assert.Equal(("too-long", "len 4 > Content-Length 3"), (raised!.Rule.Id, raised.Seen));
        Assert.Equal(("abc", false), (Connection.Body, Connection.IsCut));
    }

    private Task RunAsync(WsgiApplication application, LogLines log) =>
        new WsgiGateway(log).RunAsync(application, Environ(), Connection, recorder: null, CancellationToken.None);
}
