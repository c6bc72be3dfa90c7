using System.Globalization;
using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace LearnWeb.Rendering.Notes;

/// <summary>Writes the <c>:::</c> containers: answers, misconception, quiz and lab.</summary>
internal sealed class ContainerRenderer(
    UiStrings words,
    BlockCounts counts,
    Func<string, LabCard?> findLab,
    string errataPage
) : HtmlObjectRenderer<CustomContainer>
{
    private static readonly string[] AnswerKinds = ["short", "long", "follow-ups"];

    protected override void Write(HtmlRenderer renderer, CustomContainer obj)
    {
        switch (obj.Info)
        {
            case "answers":
                WriteAnswers(renderer, obj);
                break;
            case "misconception":
                WriteMisconception(renderer, obj);
                break;
            case "quiz":
                WriteQuestion(renderer, obj);
                break;
            case "lab":
                WriteLab(renderer, obj);
                break;
            default:
                throw new ContentException(
                    obj.Line + 1,
                    $"Unknown block `{obj.Info}`. Use answers, misconception, quiz or lab."
                );
        }
    }

    /// <summary>
    /// Three panels, one shown at a time: radio buttons, so that it works without script. In print each has its name
    /// over it.
    /// </summary>
    private void WriteAnswers(HtmlRenderer renderer, CustomContainer answers)
    {
        var panels = answers.OfType<CustomContainer>().ToList();
        if (!panels.Select(panel => panel.Info).SequenceEqual(AnswerKinds) || panels.Count != answers.Count)
        {
            throw new ContentException(
                answers.Line + 1,
                "An `answers` block holds three blocks in this order: short, long, follow-ups. Nothing else."
            );
        }

        renderer
            .Write("<fieldset class=\"answers\"><legend class=\"visually-hidden\">")
            .WriteEscape(words["Answers"])
            .Write("</legend>");
        foreach (var kind in AnswerKinds)
        {
            renderer
                .Write(
                    $"<input type=\"radio\" name=\"answer\" id=\"answer-{kind}\"{(kind == "short" ? " checked" : "")}>"
                )
                .Write($"<label for=\"answer-{kind}\">")
                .WriteEscape(words[$"Answer-{kind}"])
                .Write("</label>");
        }

        foreach (var panel in panels)
        {
            renderer
                .Write($"<div class=\"answer answer-{panel.Info}\" data-name=\"")
                .WriteEscape(words[$"Answer-{panel.Info}"])
                .Write("\">");
            renderer.WriteChildren(panel);
            renderer.Write("</div>");
        }

        renderer.Write("</fieldset>\n");
    }

    /// <summary>An erratum, as <see cref="Quotes"/> filled it in: the claim, what is true, the source.</summary>
    private void WriteMisconception(HtmlRenderer renderer, CustomContainer box)
    {
        renderer
            .Write("<aside class=\"misconception\"><p class=\"claim\"><strong>")
            .WriteEscape(words["Misconception"])
            .Write("</strong> ");
        renderer.WriteLeafInline((LeafBlock)box[0]);
        renderer.Write("</p>");
        WriteAll(renderer, box.Skip(1).SkipLast(1));
        renderer.Write("<p class=\"source\">").WriteEscape(words["Source"]).Write(" ");
        renderer.WriteLeafInline((LeafBlock)box.LastChild!);
        renderer
            .Write($" · <a href=\"{errataPage}#")
            .WriteEscapeUrl(box.Arguments!.Trim())
            .Write("\">")
            .WriteEscape(words["InErrata"])
            .Write("</a></p></aside>\n");
    }

    private void WriteQuestion(HtmlRenderer renderer, CustomContainer quiz)
    {
        if (quiz.FirstOrDefault() is not ParagraphBlock question || quiz.LastChild is not ListBlock list)
        {
            throw new ContentException(
                quiz.Line + 1,
                "A `quiz` block holds a question, then a list of answers marked `- [ ]` or `- [x]`."
            );
        }

        var choices = list.OfType<ListItemBlock>().ToList();
        if (choices.Count(choice => MarkOf(choice)?.Checked == true) != 1)
        {
            throw new ContentException(
                list.Line + 1,
                "A quiz question has exactly one right answer. Mark it `- [x]`, the others `- [ ]`."
            );
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"quiz-{++counts.Questions}");
        renderer.Write($"<fieldset class=\"quiz\" id=\"{name}\"><legend>");
        renderer.WriteLeafInline(question);
        renderer.Write("</legend>");
        WriteAll(renderer, quiz.Skip(1).SkipLast(1));
        for (var i = 0; i < choices.Count; i++)
        {
            WriteChoice(renderer, choices[i], name, string.Create(CultureInfo.InvariantCulture, $"{name}-{i + 1}"));
        }

        renderer.Write("</fieldset>\n");
    }

    private void WriteChoice(HtmlRenderer renderer, ListItemBlock choice, string name, string id)
    {
        if (MarkOf(choice) is not { } mark || choice.Count < 2)
        {
            throw new ContentException(
                choice.Line + 1,
                "Each quiz answer starts with `[ ]` or `[x]` and is followed by its explanation as an "
                    + "indented paragraph."
            );
        }

        mark.Remove();
        var verdict = mark.Checked ? "right" : "wrong";
        renderer.Write(
            $"<div class=\"choice\"><input type=\"radio\" name=\"{name}\" id=\"{id}\" "
                + $"value=\"{verdict}\"><label for=\"{id}\">"
        );
        renderer.WriteLeafInline((LeafBlock)choice[0]);
        renderer
            .Write($"</label><div class=\"why why-{verdict}\"><strong>")
            .WriteEscape(words[mark.Checked ? "QuizRight" : "QuizWrong"])
            .Write("</strong>");
        WriteAll(renderer, choice.Skip(1));
        renderer.Write("</div></div>");
    }

    private static TaskList? MarkOf(ListItemBlock choice) =>
        (choice.FirstOrDefault() as ParagraphBlock)?.Inline?.FirstChild as TaskList;

    private void WriteLab(HtmlRenderer renderer, CustomContainer lab)
    {
        if (findLab(lab.Arguments?.Trim() ?? "") is not { } card)
        {
            return;
        }

        renderer
            .Write("<aside class=\"lab-card\"><div><p class=\"lab-card-title\">")
            .WriteEscape(words["LabCardTitle", card.Title])
            .Write("</p><p>")
            .WriteEscape(card.Summary)
            .Write("</p></div><a class=\"button button-main\" href=\"")
            .WriteEscapeUrl(card.Path)
            .Write("\">")
            .WriteEscape(words["OpenLab"])
            .Write("</a></aside>\n");
    }

    private static void WriteAll(HtmlRenderer renderer, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            renderer.Write(block);
        }
    }
}
