using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Helpers;
using Markdig.Syntax;

namespace LearnWeb.Rendering.Notes;

/// <summary>Fills a note's empty blocks with what they refer to: errata by id, code by file.</summary>
internal static class Quotes
{
    public static void Fill(
        MarkdownDocument document,
        MarkdownPipeline pipeline,
        Language language,
        Func<string, Erratum?> findErratum,
        Func<string, string> findCode
    )
    {
        foreach (var box in document.Descendants<CustomContainer>().Where(box => box.Info == "misconception").ToList())
        {
            FillMisconception(box, pipeline, language, findErratum);
        }

        foreach (var block in document.Descendants<FencedCodeBlock>().Where(IsReference))
        {
            FillCode(block, findCode);
        }
    }

    /// <summary>Whether a fence shows a file: it names one and has no text of its own.</summary>
    public static bool IsReference(FencedCodeBlock block) =>
        block.Lines.Count == 0 && block.Info is not ("sequence" or "http") && block.Arguments is { Length: > 0 };

    private static void FillMisconception(
        CustomContainer box,
        MarkdownPipeline pipeline,
        Language language,
        Func<string, Erratum?> findErratum
    )
    {
        if (box.Count > 0 || findErratum(box.Arguments?.Trim() ?? "") is not { } erratum)
        {
            throw new ContentException(
                box.Line + 1,
                "A `misconception` block names an entry of an `errata.yml` and is empty. There is no entry "
                    + $"`{box.Arguments}`, or there is text in the block."
            );
        }

        var text = erratum.Texts[language];
        var quoted = Markdown.Parse($"{text.Claim}\n\n{text.Truth}\n\n{erratum.Source}", pipeline);
        if (quoted.Count < 3 || quoted[0] is not ParagraphBlock || quoted.LastChild is not ParagraphBlock)
        {
            throw new ContentException(
                box.Line + 1,
                $"The entry `{erratum.Id}` has a claim or a source that is not one line of text."
            );
        }

        foreach (var block in quoted.ToList())
        {
            quoted.Remove(block);
            box.Add(block);
        }
    }

    private static void FillCode(FencedCodeBlock block, Func<string, string> findCode)
    {
        try
        {
            block.Lines = new StringLineGroup(findCode(block.Arguments!.Trim()));
        }
        catch (ContentException error)
        {
            throw new ContentException(block.Line + error.Line, error.Message);
        }
    }
}
