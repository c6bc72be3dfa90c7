namespace LearnWeb.Rendering.Notes;

/// <summary>What the colourer needs to know of a language.</summary>
internal sealed record CodeLanguage(
    string[] LineComments,
    (string Open, string Close)[] BlockComments,
    string[] Quotes,
    string Keywords,
    bool IgnoresCase = false
)
{
    private static readonly Dictionary<string, CodeLanguage> All = new()
    {
        ["csharp"] = new(
            ["//"],
            [("/*", "*/")],
            ["\"\"\"", "\"", "'"],
            "abstract as async await base bool break byte case catch char class const continue default "
                + "delegate do double else enum event false finally for foreach get if in init int interface "
                + "internal is lock long namespace new null object out override params private protected public "
                + "readonly record ref required return sealed set static string struct switch this throw true try "
                + "typeof using var virtual void when where while yield"
        ),
        ["python"] = new(
            ["#"],
            [],
            ["\"\"\"", "'''", "\"", "'"],
            "and as assert async await break class continue def del elif else except False finally for from "
                + "global if import in is lambda None nonlocal not or pass raise return True try while with yield"
        ),
        ["javascript"] = new(
            ["//"],
            [("/*", "*/")],
            ["\"", "'", "`"],
            "async await break case catch class const continue default delete do else export extends false "
                + "finally for function if import in instanceof let new null of return static super switch this "
                + "throw true try typeof undefined var void while yield"
        ),
        ["json"] = new([], [], ["\""], "true false null"),
        ["html"] = new(
            [],
            [("<!--", "-->")],
            ["\"", "'"],
            "a action body br button div enctype fieldset form h1 h2 head href html img input label legend "
                + "li link meta method name option p pre script select span src style table td textarea title tr "
                + "type ul value"
        ),
        ["sh"] = new(
            ["#"],
            [],
            ["\"", "'"],
            "case cd curl do done echo elif else esac exit export fi for function if in local printf return "
                + "sudo then while"
        ),
        ["sql"] = new(
            ["--"],
            [("/*", "*/")],
            ["'", "\""],
            "and as asc begin between by case commit create delete desc distinct drop else end exists from "
                + "group having in index inner insert into is join key left like limit not null on or order "
                + "primary references select set table then unique update values when where",
            IgnoresCase: true
        ),
        ["nginx"] = new(
            ["#"],
            [],
            ["\"", "'"],
            "add_header default_server events http listen location proxy_http_version proxy_pass "
                + "proxy_set_header return rewrite root server server_name ssl_certificate ssl_certificate_key "
                + "try_files upstream worker_processes"
        ),
        ["yaml"] = new(["#"], [], ["\"", "'"], "true false null yes no"),
    };

    private readonly HashSet<string> _keywords = new(
        Keywords.Split(' '),
        IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
    );

    public static CodeLanguage? Find(string name) => All.GetValueOrDefault(name);

    public bool IsKeyword(string word) => _keywords.Contains(word);
}
