using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Rendering.Wire;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

public sealed class MessagePartsTests
{
    private static readonly Gen<byte[]> AnyMessage = Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(),
        Gen.Elements(
                "GET / HTTP/1.1\r\n",
                "HTTP/1.1 100 Continue\r\n",
                "HTTP/1.1 200 OK\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Cookie: lw-session=a; b=c\r\n",
                "Set-Cookie: lw-visitor=x",
                "cookie:lw-session=",
                "authorization: Bearer x",
                "Authorization:",
                "\r\n",
                "\n",
                "\r",
                ":",
                "5\r\nhello\r\n",
                "0\r\n\r\n",
                "ffffffff\r\n",
                ";",
                "=",
                " ",
                "中"
            )
            .Select(Encoding.UTF8.GetBytes)
            .ListOf()
            .Select(pieces => pieces.SelectMany(piece => piece).ToArray())
    );

    [Fact]
    public void Parts_JoinedAreTheBytes_WhateverTheyAre() =>
        Prop.ForAll(
                AnyMessage.ToArbitrary(),
                bytes =>
                {
                    var joined = new List<byte>();
                    foreach (var part in MessageParts.Of(bytes))
                    {
                        Assert.True(part.Length > 0);
                        Assert.Equal(joined.Count, part.Start);
                        joined.AddRange(bytes[part.Start..part.End]);
                    }

                    return joined.SequenceEqual(bytes);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Covering_KeepsEveryLength_AndEveryByteThatIsNotSecret() =>
        Prop.ForAll(
                AnyMessage.ToArbitrary(),
                bytes =>
                {
                    var covered = bytes.ToArray();
                    var spans = SiteSecrets.Cover(covered);
                    for (var i = 0; i < bytes.Length; i++)
                    {
                        var secret = spans.Any(span => i >= span.Start && i < span.End);
                        Assert.Equal(secret ? (byte)'*' : bytes[i], covered[i]);
                    }

                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Cookie: a=1, lw-session=zz; b=2", "Cookie: a=1, lw-session=**; b=2")]
    [InlineData(
        "Set-Cookie: lw-refresh=zz; expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Set-Cookie: lw-refresh=**; expires=Thu, 01 Jan 1970 00:00:00 GMT"
    )]
    [InlineData("Cookie: lw-lab-session=zz", "Cookie: lw-lab-session=zz")]
    public void SecretCookie_IsCoveredWhereTheSiteWouldReadIt(string line, string shown)
    {
        var message = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{line}\r\n\r\n");
        SiteSecrets.Cover(message);
        Assert.Contains($"\r\n{shown}\r\n", Encoding.ASCII.GetString(message), StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_HoldsNoMarkupOfTheMessage() =>
        Prop.ForAll(
                AnyMessage.ToArbitrary(),
                bytes =>
                {
                    byte[] hostile = [.. bytes, .. "<script>alert(1)</script>"u8];
                    var html = MessageMarkup.Render(
                        CapturedMessage.Of(hostile, hostile.Length),
                        isResponse: false,
                        UiStrings.For(Language.English),
                        ""
                    );
                    return !html.Contains("<script", StringComparison.OrdinalIgnoreCase);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory(DisplayName = "Each part is what it is")]
    [InlineData("GET / HTTP/1.1\r\nA: b\r\n\r\nbody", "StartLine FieldLine EmptyLine Body")]
    [InlineData("\r\nGET / HTTP/1.1\r\n\r\n", "EmptyLine StartLine EmptyLine")]
    [InlineData("GET / HTTP/1.1\nA: b\n\n", "StartLine FieldLine EmptyLine")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\nT: 1\r\n\r\n",
        "StartLine FieldLine EmptyLine ChunkSize Body EmptyLine ChunkSize FieldLine EmptyLine"
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\nzz\r\n",
        "StartLine FieldLine EmptyLine Body"
    )]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "StartLine EmptyLine StartLine EmptyLine")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\nraw", "StartLine EmptyLine Body")]
    [InlineData("nonsense", "StartLine")]
    [InlineData("", "")]
    public void Part_IsNamed(string message, string kinds) =>
        Assert.Equal(
            kinds,
            string.Join(' ', MessageParts.Of(Encoding.UTF8.GetBytes(message)).Select(part => part.Kind))
        );

    [Theory(DisplayName = "The site's own secrets are covered, others are not")]
    [InlineData("Cookie: lw-session=abc", "Cookie: lw-session=***")]
    [InlineData("cookie:a=1;lw-visitor=abc; b=2", "cookie:a=1;lw-visitor=***; b=2")]
    [InlineData("Cookie: __Host-lw-session=abc; lw-lab-x=abc", "Cookie: __Host-lw-session=***; lw-lab-x=abc")]
    [InlineData("Set-Cookie: lw-refresh=abc; Path=/api; HttpOnly", "Set-Cookie: lw-refresh=***; Path=/api; HttpOnly")]
    [InlineData("Authorization: Bearer abc", "Authorization: Bearer ***")]
    [InlineData("authorization:abc", "authorization:***")]
    [InlineData("X-Cookie: lw-session=abc", "X-Cookie: lw-session=abc")]
    public void Secret_IsCovered(string line, string shown)
    {
        var bytes = Encoding.UTF8.GetBytes($"GET / HTTP/1.1\r\n{line}\r\n\r\n");
        SiteSecrets.Cover(bytes);
        Assert.Equal($"GET / HTTP/1.1\r\n{shown}\r\n\r\n", Encoding.UTF8.GetString(bytes));
    }

    [Theory(DisplayName = "A head that stands where content is expected is covered, too")]
    [InlineData("GET / HTTP/1.1\r\n\r\nGET /en HTTP/1.1\r\nCookie: lw-session=abc\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyzGET /en HTTP/1.1\r\nAuthorization: Bearer abc\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\nCookie: lw-session=abc\n\nGET / HTTP/1.1\nCookie: lw-refresh=abc\n\n")]
    public void SecretOfALaterHead_IsCovered_AndShownAsCovered(string text)
    {
        var message = CapturedMessage.Of(Encoding.UTF8.GetBytes(text), text.Length);

        var html = MessageMarkup.Render(message, isResponse: false, UiStrings.For(Language.English), "");

        Assert.DoesNotContain("abc", Encoding.UTF8.GetString(message.Bytes.Span), StringComparison.Ordinal);
        Assert.Equal(message.Masked.Count, html.Split("<span class=\"wire-masked\">***</span>").Length - 1);
    }

    [Fact]
    public void Markup_OfManyBytesThatAreNoText_IsSmall_AndCountsTheRest()
    {
        var content = new byte[60_000];
        new Random(20261123).NextBytes(content);
        byte[] bytes = [.. "HTTP/1.1 200 OK\r\n\r\n"u8, .. content];

        var html = MessageMarkup.Render(
            new CapturedMessage(bytes, bytes.Length, []),
            isResponse: true,
            UiStrings.For(Language.English),
            ""
        );

        Assert.InRange(html.Length, 16 * 1024, 320 * 1024);
        Assert.Contains($"Body: {content.Length} bytes", html, StringComparison.Ordinal);
        Assert.Contains($"… {bytes.Length - (16 * 1024)} more bytes", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_OfManySmallChunks_IsSmall_AndCountsThemAll()
    {
        const int Chunks = 10_000;
        var text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + string.Concat(Enumerable.Repeat("1\r\nx\r\n", Chunks))
            + "0\r\n\r\n";
        var bytes = Encoding.UTF8.GetBytes(text);

        var html = MessageMarkup.Render(
            new CapturedMessage(bytes, bytes.Length, []),
            isResponse: true,
            UiStrings.For(Language.English),
            ""
        );

        Assert.InRange(html.Length, 1, 128 * 1024);
        Assert.Contains($"Body: {Chunks} bytes", html, StringComparison.Ordinal);
        Assert.Matches("… [0-9]{5} more bytes", html);
    }

    [Fact]
    public void NeighbouringBytesThatAreNoText_ShareOneElement()
    {
        byte[] bytes = [.. "GET / HTTP/1.1\r\n\r\na"u8, 0xff, 0, 0xfe, .. "b"u8];
        var message = new CapturedMessage(bytes, bytes.Length, []);

        var html = MessageMarkup.Render(message, isResponse: false, UiStrings.For(Language.English), "");

        Assert.Contains("a<span class=\"wire-hex\">\\xff\\x00\\xfe</span>b", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_ShowsLineEnds_AndWhatIsNoTextAsHex()
    {
        var message = new CapturedMessage("GET / HTTP/1.1\r\nA:\tb\n\r\n\xFFx"u8.ToArray(), 0, []);

        var html = MessageMarkup.Render(message, isResponse: false, UiStrings.For(Language.English), "");

        Assert.Equal(2, html.Split("wire-crlf").Length - 1);
        Assert.Single(html.Split("wire-lf")[1..]);
        Assert.Contains("\\x09", html, StringComparison.Ordinal);
    }
}
