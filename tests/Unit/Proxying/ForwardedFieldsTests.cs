using LearnWeb.Http.Proxying;
using Xunit;

namespace LearnWeb.Tests.Unit.Proxying;

public sealed class ForwardedFieldsTests
{
    [Fact]
    public void FieldsOfOneConnection_AreTakenOut_AndTheOthersKeepTheirOrder()
    {
        var kept = ForwardedFields.EndToEnd([
            ("Accept", "a"),
            ("connection", "X-One, close"),
            ("X-Two", "2"),
            ("Connection", "x-three"),
            ("x-one", "1"),
            ("Keep-Alive", "timeout=5"),
            ("Proxy-Connection", "keep-alive"),
            ("TE", "trailers"),
            ("Transfer-Encoding", "chunked"),
            ("Upgrade", "websocket"),
            ("Proxy-Authorization", "Basic eDp5"),
            ("X-Three", "3"),
            ("Cache-Control", "no-cache"),
            ("Accept", "b"),
        ]);
        Assert.Equal([("Accept", "a"), ("X-Two", "2"), ("Cache-Control", "no-cache"), ("Accept", "b")], kept);
    }

    [Fact]
    public void LengthAndHost_CannotBeNamedAway()
    {
        (string, string)[] fields = [("Host", "a"), ("Content-Length", "5"), ("Connection", "Content-Length, Host")];
        Assert.Equal(fields[..2], ForwardedFields.EndToEnd(fields));
    }

    [Fact]
    public void Member_GoesBehindThoseThatHaveCome()
    {
        List<(string, string)> fields = [("Via", "1.0 fred"), ("Accept", "a"), ("via", "1.1 p.example.net")];
        ForwardedFields.Append(fields, "Via", "1.1 demo-proxy");
        Assert.Equal([("Accept", "a"), ("Via", "1.0 fred, 1.1 p.example.net, 1.1 demo-proxy")], fields);
    }

    [Theory]
    [InlineData("lw-session=secret", null)]
    [InlineData("theme=dark; lw-session=secret; lang=zh", "theme=dark; lang=zh")]
    [InlineData("__Host-lw-session=secret; a=b", "a=b")]
    [InlineData("a=b,lw-session=secret", null)]
    [InlineData("a=b", "a=b")]
    public void CookiesOfThisSite_GoNoFurther(string cookies, string? expected)
    {
        List<(string Name, string Value)> fields = [("Cookie", cookies)];
        ForwardedFields.RemoveOwnCookies(fields);
        Assert.Equal(expected, fields.SingleOrDefault().Value);
    }
}
