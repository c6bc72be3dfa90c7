using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Http.HttpBin;
using LearnWeb.Models.Bin;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

public sealed class BinPropertyTests(RealSite site) : IClassFixture<RealSite>
{
    // Endpoints that send the status they are asked for, or wait, are tested by example.
    private static readonly string[] Paths =
    [
        .. BinCatalog
            .Groups.SelectMany(group => group.Endpoints)
            .Select(endpoint => endpoint.Template)
            .Where(template => template is not ("/bin/status/{codes}" or "/bin/delay/{n}" or "/bin/drip")),
    ];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Elements(
            "0",
            "1",
            "-1",
            "2147483648",
            "NaN",
            "1e9",
            "abc",
            "%00",
            "%0d%0a",
            "%ff",
            "%F0%9F%98%80",
            "..",
            "%2e%2e",
            "%2F",
            "%5c",
            "\"",
            "'",
            "<script>",
            "*",
            ""
        ),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => Uri.EscapeDataString(text.Get))
    );

    private static readonly Gen<string> Names = Gen.Elements(
        "url",
        "status_code",
        "seed",
        "chunk_size",
        "Content-Type",
        "X-A",
        "Set-Cookie",
        "a",
        "lw-a",
        "absolute",
        "%0a",
        "%E4%B8%AD"
    );

    private static readonly Gen<string> Target =
        from template in Gen.Elements(Paths)
        from pieces in Piece.ArrayOf(5)
        from names in Names.ArrayOf(2)
        from values in Piece.ArrayOf(2)
        select Fill(template, pieces) + $"?{names[0]}={values[0]}&{names[1]}={values[1]}";

    [Fact]
    public void NoTarget_MakesTheServerFail() =>
        Prop.ForAll(
                Target.ToArbitrary(),
                target =>
                {
                    using var response = site.GetAsync(
                            target,
                            ("Range", "bytes=" + target.Length),
                            ("Cookie", "a=%ff; lw-x=1"),
                            ("Accept", target)
                        )
                        .GetAwaiter()
                        .GetResult();
                    Assert.True((int)response.StatusCode < 500, $"{target} answers {(int)response.StatusCode}");
                    Assert.True(
                        !response.Headers.TryGetValues("Set-Cookie", out var set)
                            || set.All(cookie => cookie.Contains("path=/bin", StringComparison.Ordinal)),
                        target
                    );
                    Assert.True(
                        response.Headers.Location is not { IsAbsoluteUri: true } location
                            || location.Authority == site.Address.Authority,
                        target
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void NoText_LeadsOutOfTheSite()
    {
        var here = new Uri("http://site.example/bin/redirect-to");
        var text = Gen.Elements(
                "/",
                "\\",
                ":",
                "http:",
                "https:",
                "//",
                "@",
                "evil.example",
                "site.example",
                ".",
                "..",
                "?",
                "#",
                "\t",
                " ",
                "%2f",
                "%5c",
                "[",
                "a",
                "。"
            )
            .ArrayOf()
            .Select(string.Concat);
        Prop.ForAll(
                text.ToArbitrary(),
                url =>
                    RedirectTarget.Resolve(url, here, new HashSet<string>()) is not { } location
                    || (
                        location.StartsWith('/')
                        && !location.StartsWith("//", StringComparison.Ordinal)
                        && location.All(c => c is > ' ' and < '\u007f' and not '\\')
                    )
            )
            .QuickCheckThrowOnFailure();
    }

    private static string Fill(string template, string[] pieces)
    {
        var parts = template.Split('/');
        for (int i = 0, piece = 0; i < parts.Length; i++)
        {
            if (parts[i].StartsWith('{'))
            {
                parts[i] = pieces[piece++];
            }
        }

        return string.Join('/', parts);
    }
}
