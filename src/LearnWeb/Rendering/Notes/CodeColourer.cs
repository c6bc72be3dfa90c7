using System.Net;
using System.Text;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Colours code by the four things that most languages share: comments, strings, numbers and keywords. Not a
/// parser: what it does not know stays plain, and the text is never changed.
/// </summary>
public static class CodeColourer
{
    /// <summary>HTML for a piece of code; its text content is the code.</summary>
    public static string Colour(string code, string language)
    {
        if (CodeLanguage.Find(language) is not { } grammar)
        {
            return WebUtility.HtmlEncode(code);
        }

        var html = new StringBuilder();
        var at = 0;
        while (at < code.Length)
        {
            var (kind, length) = Next(code, at, grammar);
            var text = WebUtility.HtmlEncode(code.Substring(at, length));
            _ = kind is null
                ? html.Append(text)
                : html.Append("<span class=\"tok-").Append(kind).Append("\">").Append(text).Append("</span>");
            at += length;
        }

        return html.ToString();
    }

    private static (string? Kind, int Length) Next(string code, int at, CodeLanguage grammar)
    {
        if (grammar.LineComments.FirstOrDefault(mark => Starts(code, at, mark)) is not null)
        {
            return ("comment", UntilEndOfLine(code, at));
        }

        foreach (var (open, close) in grammar.BlockComments)
        {
            if (Starts(code, at, open))
            {
                return ("comment", Until(code, at, open, close, multiline: true, escape: false));
            }
        }

        if (grammar.Quotes.FirstOrDefault(quote => Starts(code, at, quote)) is { } quote)
        {
            return ("string", Until(code, at, quote, quote, multiline: quote.Length > 1 || quote == "`", escape: true));
        }

        if (char.IsAsciiDigit(code[at]))
        {
            return ("number", RunLength(code, at, c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_'));
        }

        if (char.IsLetter(code[at]) || code[at] is '_' or '@')
        {
            var length = 1 + RunLength(code, at + 1, c => char.IsLetterOrDigit(c) || c == '_');
            return (grammar.IsKeyword(code.Substring(at, length)) ? "keyword" : null, length);
        }

        return (null, 1);
    }

    private static bool Starts(string code, int at, string mark) =>
        string.CompareOrdinal(code, at, mark, 0, mark.Length) == 0;

    private static int RunLength(string code, int at, Func<char, bool> belongs)
    {
        var end = at;
        while (end < code.Length && belongs(code[end]))
        {
            end++;
        }

        return end - at;
    }

    private static int UntilEndOfLine(string code, int at) =>
        code.IndexOf('\n', at) is var end and >= 0 ? end - at : code.Length - at;

    /// <summary>The length up to and with the closing mark; an unclosed string ends with its line.</summary>
    private static int Until(string code, int at, string open, string close, bool multiline, bool escape)
    {
        for (var i = at + open.Length; i < code.Length; i++)
        {
            if (escape && code[i] == '\\')
            {
                i++;
            }
            else if (Starts(code, i, close))
            {
                return i + close.Length - at;
            }
            else if (!multiline && code[i] == '\n')
            {
                return i - at;
            }
        }

        return code.Length - at;
    }
}
