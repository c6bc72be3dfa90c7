using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Models.TcpLab;
using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

public sealed class ScriptTests
{
    [Theory(DisplayName = "A script out of bounds is not run, and the mistake is named")]
    [InlineData("", ScriptMistake.Empty, 0)]
    [InlineData(" \n;\n", ScriptMistake.Empty, 0)]
    [InlineData("dance", ScriptMistake.UnknownStep, 1)]
    [InlineData("connect\n<script>alert(1)</script>", ScriptMistake.UnknownStep, 2)]
    [InlineData("connect\nlisten", ScriptMistake.WrongForm, 2)]
    [InlineData("connect\r\n\r\nfly(2)", ScriptMistake.UnknownStep, 3)] // empty lines count, as they do in an editor
    [InlineData("send(client", ScriptMistake.WrongForm, 1)]
    [InlineData("send(client, many)", ScriptMistake.WrongForm, 1)]
    [InlineData("send(nobody, 5)", ScriptMistake.WrongForm, 1)]
    [InlineData("send(client, -5)", ScriptMistake.OutOfRange, 1)]
    [InlineData("send(client, 0)", ScriptMistake.OutOfRange, 1)]
    [InlineData("send(client, 1.5)", ScriptMistake.OutOfRange, 1)]
    [InlineData("send(client, 99999999999999999999999)", ScriptMistake.OutOfRange, 1)]
    [InlineData("wait(3600000)", ScriptMistake.OutOfRange, 1)]
    [InlineData("wait(6000); wait(6000)", ScriptMistake.TooMuchWaiting, 0)]
    [InlineData("listen(-1)", ScriptMistake.OutOfRange, 1)]
    [InlineData("connect(80)", ScriptMistake.OutOfRange, 1)]
    [InlineData("lose(PING, 1)", ScriptMistake.WrongForm, 1)]
    [InlineData("syn(100000)", ScriptMistake.OutOfRange, 1)]
    [InlineData("cookies(maybe)", ScriptMistake.WrongForm, 1)]
    [InlineData("accept()x", ScriptMistake.WrongForm, 1)]
    [InlineData("listen(4, fastopen)", ScriptMistake.WrongForm, 1)]
    [InlineData("connect(fastopen)", ScriptMistake.WrongForm, 1)]
    [InlineData("connect(fastopen, 1001)", ScriptMistake.OutOfRange, 1)]
    [InlineData("keepalive(client, 1, 1)", ScriptMistake.WrongForm, 1)]
    [InlineData("keepalive(client, 0, 1, 2)", ScriptMistake.OutOfRange, 1)]
    [InlineData("keepalive(client, 1, 7200, 2)", ScriptMistake.OutOfRange, 1)]
    [InlineData("keepalive(client, 1, 1, many)", ScriptMistake.WrongForm, 1)]
    [InlineData("retries(0)", ScriptMistake.OutOfRange, 1)]
    [InlineData("ports(0)", ScriptMistake.OutOfRange, 1)]
    [InlineData("syn(4, dead)", ScriptMistake.WrongForm, 1)]
    [InlineData("forge(DATA, 0)", ScriptMistake.WrongForm, 1)]
    [InlineData("forge(RST, -1)", ScriptMistake.OutOfRange, 1)]
    [InlineData("timewait(maybe)", ScriptMistake.WrongForm, 1)]
    [InlineData("timewait(always)", ScriptMistake.WrongForm, 1)]
    [InlineData("cookies(2)", ScriptMistake.WrongForm, 1)]
    [InlineData("mss(87)", ScriptMistake.OutOfRange, 1)]
    [InlineData("mss(1461)", ScriptMistake.OutOfRange, 1)]
    public void Mistake_IsNamed(string text, ScriptMistake mistake, int line)
    {
        var (script, error) = TcpScript.Parse(text);
        Assert.Null(script);
        Assert.Equal((mistake, line), (error!.Mistake, error.Line));
    }

    [Fact]
    public void TwentyFiveSteps_AreOneTooMany()
    {
        Assert.NotNull(TcpScript.Parse(Many("accept", 24)).Script);
        Assert.Equal(ScriptMistake.TooManySteps, TcpScript.Parse(Many("accept", 25)).Error!.Mistake);
    }

    [Fact]
    public void ThirteenConnections_AreOneTooMany()
    {
        Assert.NotNull(TcpScript.Parse(Many("connect", 12)).Script);
        Assert.Equal(ScriptMistake.TooManyConnections, TcpScript.Parse(Many("connect", 13)).Error!.Mistake);
    }

    [Fact]
    public void LongestScript_IsNotTooLong() =>
        Assert.NotNull(
            TcpScript
                .Parse(
                    Many("listen(128, noreuse, fastopen)", TcpScript.MostSteps)
                        .Replace("\n", "\r\n", StringComparison.Ordinal)
                )
                .Script
        );

    [Fact]
    public void LongText_IsNotRead() =>
        Assert.Equal(
            ScriptMistake.TooLong,
            TcpScript.Parse(new string(' ', TcpScript.MostCharacters + 1)).Error!.Mistake
        );

    [Theory]
    [InlineData(" LISTEN ( 4 , NoReuse ) ", "listen(4, noreuse)")]
    [InlineData("listen(4)", "listen(4, reuse)")]
    [InlineData("lose(syn-ack)", "lose(SYN-ACK, 1)")]
    [InlineData("hold()", "hold")]
    [InlineData("connect(client)", "connect")]
    [InlineData("accept(server)", "accept")]
    [InlineData("Listen(4, reuse, FastOpen)", "listen(4, reuse, fastopen)")]
    [InlineData("connect( FASTOPEN ,5)", "connect(fastopen, 5)")]
    [InlineData("connect(DelayAck)", "connect(delayack)")]
    [InlineData("KeepAlive(server,1,2,3)", "keepalive(server, 1, 2, 3)")]
    [InlineData("twReuse(on); timeWait(off); retries(2); ports(3)", "twreuse(on)\ntimewait(off)\nretries(2)\nports(3)")]
    [InlineData("Cookies(Always); timeStamps(OFF); MSS( 1400 )", "cookies(always)\ntimestamps(off)\nmss(1400)")]
    [InlineData("syn(2,Live); forge(rst, 0)", "syn(2, live)\nforge(RST, 0)")]
    [InlineData("listen（４）；send(client，5)", "listen(4, reuse)\nsend(client, 5)")]
    public void Step_HasOneWayToBeWritten(string written, string canonical) =>
        Assert.Equal(canonical, TcpScript.Parse(written).Script!.ToString());

    [Fact]
    public void WhatAScriptSays_CanBeReadAgain() =>
        Assert.All(
            TcpPreset.All,
            preset =>
                Assert.Equal(preset.Script.ToString(), TcpScript.Parse(preset.Script.ToString()).Script!.ToString())
        );

    [Fact]
    public void AnyText_IsAScriptOrAMistake_NeverAnException() =>
        Check.QuickThrowOnFailure(Prop.ForAll((string text) => TcpScript.Parse(text) is ({ }, null) or (null, { })));

    [Fact]
    public void AnyArguments_AreAScriptOrAMistake_NeverAnException() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                (byte which, string arguments) =>
                {
                    var names = StepGrammar.All.Select(form => form.Key).ToList();
                    return TcpScript.Parse($"{names[which % names.Count]}({arguments})") is ({ }, null) or (null, { });
                }
            )
        );

    [Fact]
    public void ThreePresets_AreMustDo() => Assert.Equal(3, TcpPreset.All.Count(preset => preset.IsMustDo));

    private static string Many(string step, int count) => string.Join('\n', Enumerable.Repeat(step, count));
}
