using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Unit.ReverseProxyLab;

public sealed class ProxyScriptTests
{
    [Theory(DisplayName = "A step as it is written, and as it is read")]
    [InlineData("policy(least-requests)", "policy(least-requests)")]
    [InlineData("policy( two-choices )", "policy(two-choices)")]
    [InlineData("add(x-forwarded)", "add(x-forwarded)")]
    [InlineData("slow(2,300)", "slow(2, 300)")]
    [InlineData("get(A,/who)", "get(A, /who)")]
    [InlineData("get(A+B  C, /who, 3)", "get(A B C, /who, 3)")]
    [InlineData("get(A, /who, Accept: text/html, */*)", "get(A, /who, Accept: text/html, */*)")]
    [InlineData("post(B, /echo?x=1, 2, X-Forwarded-For: 1.1.1.1)", "post(B, /echo?x=1, 2, X-Forwarded-For: 1.1.1.1)")]
    [InlineData("ｇｅｔ（Ａ，／who）", "get(A, /who)")]
    public void Step_IsReadAndWrittenTheSame(string text, string expected)
    {
        var (script, error) = ProxyScript.Parse(text + "\nget(C, /)");
        Assert.Null(error);
        Assert.Equal(expected, script!.Steps[0].ToString());
        Assert.Equal(script.ToString(), ProxyScript.Parse(script.ToString()).Script!.ToString());
    }

    [Theory(DisplayName = "What is not run, and where it is wrong")]
    [InlineData("", ProxyMistake.Empty, 0)]
    [InlineData("policy(random)", ProxyMistake.NoRequest, 0)]
    [InlineData("get(A, /)\nfly(2)", ProxyMistake.UnknownStep, 2)]
    [InlineData("get(A, /); policy(random)", ProxyMistake.SettingTooLate, 2)]
    [InlineData("policy(best)", ProxyMistake.WrongForm, 1)]
    [InlineData("down(4)", ProxyMistake.OutOfRange, 1)]
    [InlineData("slow(1, 60000)", ProxyMistake.OutOfRange, 1)]
    [InlineData("get(D, /)", ProxyMistake.WrongForm, 1)]
    [InlineData("get(A, http://example.com/)", ProxyMistake.WrongForm, 1)]
    [InlineData("get(A, /a b)", ProxyMistake.WrongForm, 1)]
    [InlineData("get(A, /, 13)", ProxyMistake.OutOfRange, 1)]
    [InlineData("get(A, /, no field)", ProxyMistake.WrongForm, 1)]
    [InlineData("get(A, /, X: é)", ProxyMistake.WrongForm, 1)]
    [InlineData("get(A, /, Transfer-Encoding: chunked)", ProxyMistake.ReservedField, 1)]
    [InlineData("get(A, /, x-request-id: 9)", ProxyMistake.ReservedField, 1)]
    [InlineData("get(A, /, Cookie: a=1; lw-session=2)", ProxyMistake.UnknownStep, 1)]
    [InlineData("get(A, /, Cookie: lw-session=2)", ProxyMistake.OwnCookie, 1)]
    [InlineData("get(A B C, /, 12)", ProxyMistake.TooManyRequests, 0)]
    [InlineData("wait(9000); wait(9000); get(A, /)", ProxyMistake.TooMuchWaiting, 0)]
    public void Mistake_IsToldWithItsLine(string text, ProxyMistake mistake, int line)
    {
        var (script, error) = ProxyScript.Parse(text);
        Assert.Null(script);
        Assert.Equal((mistake, line), (error!.Mistake, error.Line));
    }

    [Fact]
    public void Bounds_AreOfStepsAndCharacters()
    {
        var many = string.Join('\n', Enumerable.Repeat("wait(1)", ProxyScript.MostSteps + 1));
        Assert.Equal(ProxyMistake.TooManySteps, ProxyScript.Parse(many).Error!.Mistake);
        Assert.Equal(
            ProxyMistake.TooLong,
            ProxyScript.Parse(new string(' ', ProxyScript.MostCharacters + 1)).Error!.Mistake
        );
    }

    [Fact]
    public void EveryPreset_IsAScript_AndFoundAgainByItsText() =>
        Assert.All(
            ReverseProxyPreset.All,
            preset => Assert.Same(preset, ReverseProxyPreset.Of(ProxyScript.Parse(preset.Script.ToString()).Script!))
        );

    [Fact]
    public void SettingThatIsSaidTwice_CountsTheLastTime()
    {
        var settings = ProxySettings.Of(ProxyScript.Parse("policy(random); policy(address); get(A, /)").Script!);
        Assert.Equal(Policy.Address, settings.Policy);
        Assert.Null(settings.Health);
    }
}
