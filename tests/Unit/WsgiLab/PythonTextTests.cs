using System.Text;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>Values are shown as CPython's <c>repr</c> shows them.</summary>
public sealed class PythonTextTests
{
    /// <summary>Taken from Python 3.11.</summary>
    public static TheoryData<string, string> Strings { get; } =
        new()
        {
            { "", "''" },
            { "/a b~", "'/a b~'" },
            { "it's", "\"it's\"" },
            { "say \"hi\"", "'say \"hi\"'" },
            { "both ' and \"", @"'both \' and ""'" },
            { @"C:\temp", @"'C:\\temp'" },
            { "a\r\n\tb", @"'a\r\n\tb'" },
            { "\0\u0001\u001b\u007f", @"'\x00\x01\x1b\x7f'" },
            { "\u0080\u009f\u00a0\u00ad", @"'\x80\x9f\xa0\xad'" },
            { "caf\u00e9 \u00b8", "'caf\u00e9 \u00b8'" },
            { "中文", "'中文'" },
            { "\u2014\u2028\u200b\u3000", @"'—\u2028\u200b\u3000'" },
            { "\ud83d\ude00\U000e0001", "'\ud83d\ude00\\U000e0001'" },
            { "a\ud800b", @"'a\ud800b'" },
        };

    public static TheoryData<byte[], string> Bytes { get; } =
        new()
        {
            { [], "b''" },
            { "hello, world\n"u8.ToArray(), @"b'hello, world\n'" },
            { "你\n"u8.ToArray(), @"b'\xe4\xbd\xa0\n'" },
            { [0, 9, 10, 13, 27, 31, 32, 126, 127, 128, 255], @"b'\x00\t\n\r\x1b\x1f ~\x7f\x80\xff'" },
            { @"it's \"u8.ToArray(), @"b""it's \\""" },
            { "'\""u8.ToArray(), "b'\\'\"'" },
        };

    public static TheoryData<object?, string, string> Values { get; } =
        new()
        {
            { null, "None", "None" },
            { true, "True", "bool True" },
            { 104, "104", "int 104" },
            { (byte)104, "104", "int 104" },
            { ("X", "a\r\nb"), @"('X', 'a\r\nb')", @"('X', 'a\r\nb')" },
            { ValueTuple.Create(1), "(1,)", "(1,)" },
            {
                new Dictionary<string, string> { ["Content-Type"] = "text/plain" },
                "{'Content-Type': 'text/plain'}",
                "dict {'Content-Type': 'text/plain'}"
            },
            {
                new List<(string, string)> { ("A", "b") },
                "[('A', 'b')]",
                "list [('A', 'b')]"
            },
            { new StringBuilder(), "<StringBuilder>", "<StringBuilder>" },
        };

    [Theory]
    [MemberData(nameof(Strings))]
    public void String_IsShownAsPythonShowsIt(string value, string shown) =>
        Assert.Equal(shown, PythonText.Repr(value));

    [Theory]
    [MemberData(nameof(Bytes))]
    public void Bytes_AreShownAsPythonShowsThem(byte[] value, string shown) =>
        Assert.Equal(shown, PythonText.Repr(value));

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_IsShownAsPythonShowsIt_WithItsKindWhereThatHelps(object? value, string shown, string described) =>
        Assert.Equal((shown, described), (PythonText.Repr(value), WsgiContract.Describe(value)));

    [Fact]
    public void InATable_StringsHaveNoQuotes() => Assert.Equal(@"it's ""a\n""", PythonText.Of("it's \"a\n\""));
}
