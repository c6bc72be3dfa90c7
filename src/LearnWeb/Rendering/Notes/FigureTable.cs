using System.Globalization;
using System.Net;
using System.Text;
using LearnWeb.Models;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// What a drawing between two or more sides shows, as a table, for those who do not see the drawing. Folded.
/// </summary>
internal static class FigureTable
{
    public static string Render(IEnumerable<(string From, string To, string What)> rows, UiStrings words)
    {
        var html = new StringBuilder();
        html.Append(
                CultureInfo.InvariantCulture,
                $"<details class=\"as-table\"><summary>{Encode(words["Sequence-AsTable"])}</summary>"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{Encode(words["Table"])}\">"
                    + $"<table><thead><tr>"
            );
        foreach (var column in new[] { "Sequence-From", "Sequence-To", "Sequence-What" })
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Encode(words[column])}</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var (from, to, what) in rows)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Encode(from)}</td><td>{Encode(to)}</td><td>{Encode(what)}</td></tr>"
            );
        }

        return html.Append("</tbody></table></div></details>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
