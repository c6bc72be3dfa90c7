using System.Diagnostics;
using System.Text;
using FsCheck.Fluent;
using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The <c>repr</c> of C# beside that of the Python on this machine.</summary>
public sealed class PythonReprTests
{
    [Fact]
    public void AnyBytesAndAnyLatin1_AreShownAsThisPythonShowsThem()
    {
        var python3 = Python.Need("sys");
        var values = Gen.Choose(0, 255)
            .Select(value => (byte)value)
            .ArrayOf()
            .Sample(30, 300)
            .Concat([.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value })])
            .ToList();
        const string Program =
            "import sys\nfor line in sys.stdin:\n    data = bytes.fromhex(line)\n    "
            + "print(ascii([repr(data), repr(data.decode('latin-1'))]))";
        var start = new ProcessStartInfo(python3, ["-c", Program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var python = Process.Start(start)!;
        foreach (var value in values)
        {
            python.StandardInput.Write(Convert.ToHexString(value) + "\n");
        }

        python.StandardInput.Close();
        foreach (var value in values)
        {
            var mine = new List<string> { PythonText.Repr(value), PythonText.Repr(Encoding.Latin1.GetString(value)) };
            Assert.Equal(python.StandardOutput.ReadLine(), Ascii(PythonText.Repr(mine)));
        }
    }

    /// <summary>Python's <c>ascii()</c> of what <c>repr()</c> shows, for latin-1.</summary>
    private static string Ascii(string shown) =>
        string.Concat(
            shown.Select(c =>
                c < 0x80
                    ? c.ToString()
                    : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\\x{(int)c:x2}")
            )
        );
}
