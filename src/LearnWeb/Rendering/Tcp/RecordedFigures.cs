using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Notes;
using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>
/// Figures of notes that are drawn from recorded traces, by the code that draws the lab's. A figure may show some of
/// the steps only (<c>steps 4-6</c>) and call the first number of each side by a letter (<c>numbers x y</c>).
/// </summary>
public sealed partial class RecordedFigures(RecordedTraces recorded) : ITraceFigures
{
    public string Render(string trace, string options, string id, string caption, Language language)
    {
        if (TcpPreset.All.Find(trace) is not { } preset || recorded.Find(preset) is not { } found)
        {
            throw new ContentException(0, $"There is no recorded trace '{trace}'.");
        }

        var (view, words) = (ViewOf(options), UiStrings.For(language));
        var (title, html) = (Encode(caption), new StringBuilder());
        var taken = words[
            "TcpRecorded",
            found.Taken.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            found.Kernel
        ];
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"sequence trace\" id=\"{id}\">")
            .Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"figure-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\">"
            )
            .Append(LadderSvg.DrawBoth(found, words, id, caption, view))
            .Append(
                CultureInfo.InvariantCulture,
                $"</div><p class=\"trace-source\">{Encode(taken)}<a href=\"/{language}/labs/tcp?preset={preset.Id}"
                    + $"\" rel=\"nofollow\">{Encode(words["TcpRunThis"])}</a></p>"
            )
            .Append(FigureTable.Render(LadderWords.Facts(found, words, view).Select(InWords), words))
            .Append(CultureInfo.InvariantCulture, $"<figcaption>{title}</figcaption></figure>");
        return html.ToString();

        (string From, string To, string What) InWords((Side From, Side? To, string What) fact) =>
            (words[$"TcpSide-{fact.From}"], fact.To is { } side ? words[$"TcpSide-{side}"] : "", fact.What);
    }

    private static LadderView ViewOf(string options)
    {
        var view = new LadderView();
        foreach (var (line, text) in options.Split('\n', StringSplitOptions.TrimEntries).Index())
        {
            if (Steps().Match(text) is { Success: true } steps)
            {
                view = view with { FirstStep = Number(steps, "first"), LastStep = Number(steps, "last") };
            }
            else if (Numbers().Match(text) is { Success: true } numbers)
            {
                view = view with
                {
                    ClientName = numbers.Groups["client"].Value,
                    ServerName = numbers.Groups["server"].Value,
                };
            }
            else if (text.Length > 0)
            {
                throw new ContentException(line + 1, $"Write 'steps 4-6' or 'numbers x y' instead of '{text}'.");
            }
        }

        return view;
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"^steps (?<first>\d{1,2})-(?<last>\d{1,2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Steps();

    [GeneratedRegex(@"^numbers (?<client>[a-z]) (?<server>[a-z])\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();
}
