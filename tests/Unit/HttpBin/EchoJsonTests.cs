using System.Text;
using LearnWeb.Http.HttpBin;
using Xunit;

namespace LearnWeb.Tests.Unit.HttpBin;

/// <summary>What is echoed as JSON, and how bytes become JSON.</summary>
public sealed class EchoJsonTests
{
    [Theory]
    [InlineData("null")]
    [InlineData(" {\"a\":[1,2,{\"b\":\"\\u4e2d\\ud83d\\ude00\"}]} ")]
    [InlineData("1.0")]
    public void Json_Fits(string text) => Assert.Equal(JsonFit.Fits, EchoJson.FitOf(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("[0],[0]")]
    [InlineData("[1,]")]
    [InlineData("\uFEFF{}")]
    [InlineData("[\"\\ud83d\"]")]
    [InlineData("{\"\\udc00\":1}")]
    public void AnythingElse_IsNot(string text) =>
        Assert.Equal(JsonFit.NotJson, EchoJson.FitOf(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void BytesThatAreNoText_AreNot() =>
        Assert.Equal(JsonFit.NotJson, EchoJson.FitOf("[\"\xff\"]"u8.ToArray().AsSpan(0, 3)));

    [Fact]
    public void ValuesBeyondTheBound_AreTooMany()
    {
        Assert.Equal(JsonFit.Fits, EchoJson.FitOf(Zeros(EchoJson.MostValues - 1)));
        Assert.Equal(JsonFit.TooComplex, EchoJson.FitOf(Zeros(EchoJson.MostValues)));

        static byte[] Zeros(int count) =>
            Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat('0', count))}]");
    }

    [Fact]
    public void NestingBeyondTheBound_IsTooDeep()
    {
        Assert.Equal(JsonFit.Fits, EchoJson.FitOf(Nested(EchoJson.Deepest)));
        Assert.Equal(JsonFit.TooComplex, EchoJson.FitOf(Nested(EchoJson.Deepest + 1)));
        Assert.Equal(JsonFit.TooComplex, EchoJson.FitOf(Encoding.UTF8.GetBytes(new string('[', 100_000))));

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
    }

    [Fact]
    public void Names_AreInOrder_TheLastOfEqualOnesCounts_AndNumbersKeepTheirDigits() =>
        Assert.Equal(
            "{\"json\":{\"a\":1.0,\"b\":{\"c\":[],\"d\":\"中\"}}}\n",
            Line("json", new EchoJson("{\"b\":{\"d\":\"\\u4e2d\",\"c\":[]},\"a\":2,\"a\":1.0}"u8.ToArray()))
        );

    [Theory]
    [InlineData(0)]
    [InlineData(3071)]
    [InlineData(3072)]
    [InlineData(3073)]
    [InlineData(10_000)]
    public void Text_IsWhole_HoweverItFallsIntoPieces(int before)
    {
        var text = new string('a', before) + "中\"\u0001😀" + new string('b', 4000);
        Assert.Equal(text, Value(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(7000)]
    public void BytesThatAreNoText_AreADataUrl(int length)
    {
        var bytes = Enumerable.Repeat((byte)0xff, length).ToArray();
        Assert.Equal($"data:application/octet-stream;base64,{Convert.ToBase64String(bytes)}", Value(bytes));
    }

    private static string? Value(byte[] bytes) =>
        System
            .Text.Json.JsonDocument.Parse(Line("data", new EchoText(bytes)))
            .RootElement.GetProperty("data")
            .GetString();

    private static string Line(string name, object value) =>
        Encoding.UTF8.GetString(BinJson.WriteLine(BinJson.Of((name, value))));
}
