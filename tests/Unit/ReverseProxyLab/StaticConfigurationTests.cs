using System.Net;
using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Unit.ReverseProxyLab;

public sealed class StaticConfigurationTests
{
    private static readonly IPEndPoint Application = new(IPAddress.Loopback, 5000);

    [Theory]
    [InlineData("/srv/page", "root \"/srv/page\";")]
    [InlineData("/srv/两个 字", "root \"/srv/两个 字\";")]
    [InlineData("""/srv/a"b\c""", """root "/srv/a\"b\\c";""")]
    public void Folder_IsOneText(string folder, string expected) =>
        Assert.Contains(expected, StaticConfiguration.Write(8080, folder, Application), StringComparison.Ordinal);

    [Fact]
    public void FolderWithADollarSign_CannotBeWritten() =>
        Assert.Throws<NginxException>(() => StaticConfiguration.Write(8080, "/srv/$page", Application));
}
