using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

public sealed class MultipartFormTests
{
    private const string Field = "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1";

    [Theory(DisplayName = "A body is whole up to its closing delimiter, and read as far as it goes")]
    [InlineData($"--B{Field}\r\n--B--\r\n", true, "a=1")]
    [InlineData($"preamble\r\n--B{Field}\r\n--B{Field}\r\n--B--epilogue", true, "a=1|a=1")]
    [InlineData($"--B{Field}\r\n--B\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\ncut", false, "a=1")]
    [InlineData("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx--B\r\n--B--", true, "a=x--B")]
    [InlineData("--B\r\nX-Nothing: here\r\n\r\n1\r\n--B--", true, "?=1")]
    [InlineData("--B\r\n\r\n\r\n--B--", true, "?=")]
    [InlineData(
        $"--B\r\nContent-Disposition: form-data; name=\"headonly\"\r\n--B{Field}\r\n--B--",
        true,
        "headonly=|a=1"
    )]
    [InlineData("--B--", true, "")]
    [InlineData("", false, "")]
    [InlineData("--C--", false, "")]
    public void Body_IsTakenApart(string body, bool isWhole, string parts)
    {
        var form = MultipartForm.Read(Encoding.UTF8.GetBytes(body), "B", most: 10);

        Assert.Equal(isWhole, form.IsWhole);
        Assert.Equal(
            parts,
            string.Join(
                '|',
                form.Parts.Select(part => $"{part.Name ?? "?"}={Encoding.UTF8.GetString(part.Content.Span)}")
            )
        );
    }

    [Fact]
    public void FileThatWasNotChosen_IsAFileWithoutAName()
    {
        var form = MultipartForm.Read(
            Encoding.UTF8.GetBytes(
                "--B\r\nContent-Disposition: form-data; name=\"文件\"; filename=\"\"\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n\r\n--B--"
            ),
            "B",
            most: 1
        );

        var part = Assert.Single(form.Parts);
        Assert.Equal(
            ("文件", "", "application/octet-stream", 0),
            (part.Name, part.FileName, part.MediaType, part.Content.Length)
        );
        Assert.StartsWith("Content-Disposition", part.Head, StringComparison.Ordinal);
    }

    [Fact]
    public void NameThatEndsInABackslash_IsWhatTheBrowserMeant()
    {
        var form = MultipartForm.Read(
            "--B\r\nContent-Disposition: form-data; name=\"a\\\"; filename=\"C:\\\"\r\n\r\n1\r\n--B--"u8.ToArray(),
            "B",
            most: 1
        );

        Assert.Equal(("a\\", "C:\\"), (form.Parts[0].Name, form.Parts[0].FileName));
    }

    [Fact]
    public void MorePartsThanAsked_AreNotRead()
    {
        var form = MultipartForm.Read(Encoding.UTF8.GetBytes($"--B{Field}\r\n--B{Field}\r\n--B--"), "B", most: 1);

        Assert.False(form.IsWhole);
        Assert.Single(form.Parts);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=B", "B")]
    [InlineData("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", "a b")]
    [InlineData("multipart/form-data", null)]
    [InlineData("multipart/form-data; boundary=", null)]
    [InlineData("multipart/mixed; boundary=B", null)]
    [InlineData("nonsense;;", null)]
    [InlineData(null, null)]
    public void Boundary_IsThatOfAFormOnly(string? contentType, string? boundary) =>
        Assert.Equal(boundary, MultipartForm.BoundaryOf(contentType));

    [Fact]
    public void AnyBytes_AreReadWithoutAnException()
    {
        var body = Gen.Elements(
                "--B",
                "\r\n",
                "--",
                ":",
                "Content-Disposition: form-data; name=\"a\"",
                "name=",
                "\"",
                "\0",
                "中",
                "x"
            )
            .ArrayOf()
            .Select(string.Concat);
        Prop.ForAll(
                body.ToArbitrary(),
                text => MultipartForm.Read(Encoding.UTF8.GetBytes(text), "B", most: 3).Parts.Count <= 3
            )
            .QuickCheckThrowOnFailure();
    }
}
