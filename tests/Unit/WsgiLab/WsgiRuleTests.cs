using LearnWeb.Models.WsgiLab.Gallery;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>What PEP 3333 forbids an application, rule by rule.</summary>
public sealed class WsgiRuleTests : GatewayCall
{
    public static TheoryData<string> Broken { get; } =
    [.. GalleryApplication.All.Where(app => app.Rule is not null).Select(app => app.Name)];

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
    [MemberData(nameof(BadStart.Statuses), MemberType = typeof(BadStart))]
    public void BadStatus_BreaksItsRule(string rule, string? status) =>
        Assert.Equal(rule, Assert.Throws<WsgiViolationException>(() => WsgiContract.Head(status, Plain)).Rule.Id);

    [Theory(DisplayName = "A header field that cannot be sent is refused")]
    [MemberData(nameof(BadStart.Fields), MemberType = typeof(BadStart))]
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
