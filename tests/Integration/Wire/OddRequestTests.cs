using System.Text;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Integration.Wire;

/// <summary>What the site does with requests that are not as they ought to be.</summary>
public sealed class OddRequestTests(RealSite site) : IClassFixture<RealSite>
{
    [Theory]
    [MemberData(nameof(OddRequests.All), MemberType = typeof(OddRequests))]
    public async Task OddRequest_IsAnswered(string what, string rest, MessageFault? _, int status)
    {
        var answer = Encoding.UTF8.GetString(await site.TalkAsync([OddRequests.Request(rest)]));
        Assert.True(
            answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal),
            $"{what}: {answer.Split('\r')[0]}"
        );
    }
}
