using LearnWeb.Models.WsgiLab.Gallery;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>What PEP 3333 forbids an application, rule by rule.</summary>
public sealed class WsgiRuleTests : GatewayCall
{
    public static TheoryData<string> Broken { get; } =
    [.. GalleryApplication.All.Where(app => app.Rule is not null).Select(app => app.Name)];

    /// <summary>Statuses, and the rule that each breaks.</summary>
    public static TheoryData<string, string?> BadStatuses { get; } =
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
    public static TheoryData<string, string, string?> BadFields { get; } =
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

    [Theory(DisplayName = "An application that breaks a rule is refused or reported with that rule")]
    [MemberData(nameof(Broken))]
    public async Task BrokenApplication_IsToldItsRule(string name)
    {
        var (_, _, rule, call) = GalleryApplication.All.Single(app => app.Name == name);

        await RunAsync(call);

        Assert.Contains(Recorder.Events, step => step.Rule == rule!.Id);
        var wasSent = Recorder.Events.Any(step => step.Kind == WsgiEventKind.HeadSent);
        if (!wasSent)
        {
            Assert.Equal(500, Connection.Head!.Code);
            Assert.StartsWith(
                string.Join('\n', Models.Language.All.Select(language => rule!.Sentence(language.Culture))),
                Connection.Body,
                StringComparison.Ordinal
            );
            Assert.Contains(rule!.Section, Connection.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryRule_HasAnApplicationThatBreaksIt() =>
        Assert.Empty(WsgiRule.All.Except(GalleryApplication.All.Select(app => app.Rule).OfType<WsgiRule>()));

    [Theory(DisplayName = "A status that cannot be sent is refused")]
    [MemberData(nameof(BadStatuses))]
    public void BadStatus_BreaksItsRule(string rule, string? status) =>
        Assert.Equal(rule, Assert.Throws<WsgiViolationException>(() => WsgiContract.Head(status, Plain)).Rule.Id);

    [Theory(DisplayName = "A header field that cannot be sent is refused")]
    [MemberData(nameof(BadFields))]
    public void BadField_BreaksItsRule(string rule, string name, string? value) =>
        Assert.Equal(
            rule,
            Assert
                .Throws<WsgiViolationException>(() =>
                    WsgiContract.Head("200 OK", new List<(string, string)> { (name, value!) })
                )
                .Rule.Id
        );

    [Fact]
    public void FieldInLatin1_AndAnyReason_AreAllowed()
    {
        var head = WsgiContract.Head(
            "200 Anything Goes",
            new List<(string, string)> { ("X-Name", "caf\xe9"), ("X-Name", "") }
        );
        Assert.Equal((200, "Anything Goes"), (head.Code, head.Reason));
        Assert.Equal([("X-Name", "caf\xe9"), ("X-Name", "")], head.Fields);
    }
}
