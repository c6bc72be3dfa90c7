using System.Text;
using LearnWeb.Models.GetPostLab;
using Xunit;

namespace LearnWeb.Tests.Unit.GetPostLab;

public sealed class FormFieldsTests
{
    [Theory(DisplayName = "A query is read as the URL Standard says (§5.1)")]
    [InlineData(
        "a=1+2&b=%2B&a=3&d&=x&f=%zz&&g=a%26b&h=%E4%B8%AD&i=%ff",
        "a:1 2|b:+|a:3|d:|:x|f:%zz|g:a&b|h:中|i:\uFFFD"
    )]
    [InlineData("", "")]
    [InlineData("a=b=c", "a:b=c")]
    [InlineData("%", "%:")]
    [InlineData("a=%4", "a:%4")]
    public void Urlencoded_IsDecoded(string query, string fields) =>
        Assert.Equal(fields, Show(FormFields.Urlencoded(query)));

    [Fact]
    public void Multipart_IsReadPartByPart()
    {
        const string Body =
            "--B\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\nl1\r\nl2\r\n--B\r\n"
            + "Content-Disposition: form-data; name=\"f\"; filename=\"n%22m.txt\"\r\nContent-Type: "
            + "text/plain\r\n\r\nhi\r\n--B--\r\n";

        var fields = FormFields.Multipart(Encoding.UTF8.GetBytes(Body), "B");

        Assert.Equal("a\"b:l1\r\nl2|f:", Show(fields));
        Assert.Equal(new FormFile("n\"m.txt", "text/plain", 2), fields[1].File);
    }

    [Fact]
    public void Plain_TakesALineOfAValueForAField() =>
        Assert.Equal("a:1|b:2", Show(FormFields.Plain("a=1\r\nb=2\r\n")));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("--B", "B", 0)]
    [InlineData("--B\r\n\r\n--B--", "B", 1)]
    [InlineData("--B\r\nname=\"", "B", 0)]
    [InlineData("x", "", 0)]
    public void BrokenMultipart_IsReadAsFarAsItGoes(string body, string boundary, int parts)
    {
        var fields = FormFields.Multipart(Encoding.UTF8.GetBytes(body), boundary);
        Assert.Equal(parts, fields.Count);
        Assert.All(fields, field => Assert.NotNull(field.Raw));
    }

    private static string Show(IReadOnlyList<FormField> fields) =>
        string.Join('|', fields.Select(field => $"{field.Name}:{field.Value}"));
}
