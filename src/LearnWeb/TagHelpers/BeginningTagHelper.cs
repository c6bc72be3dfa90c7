using LearnWeb.Models;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LearnWeb.TagHelpers;

/// <summary>
/// Shows how a text begins, which a visitor may have made as long as a whole request, and tells how much is left out.
/// </summary>
[HtmlTargetElement(Attributes = ForAttribute)]
public sealed class BeginningTagHelper : TagHelper
{
    /// <summary>
    /// What is shown of a text, in UTF-16 code units; one less where that would cut a character in two.
    /// </summary>
    public const int Most = 500;

    private const string ForAttribute = "beginning-of";

    /// <summary>The text.</summary>
    [HtmlAttributeName(ForAttribute)]
    public string Text { get; set; } = "";

    [HtmlAttributeNotBound]
    [ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var shown =
            Text.Length <= Most ? Text.Length
            : char.IsHighSurrogate(Text[Most - 1]) ? Most - 1
            : Most;
        output.Content.SetContent(Text[..shown]);
        if (shown < Text.Length)
        {
            output
                .PostElement.AppendHtml("<p class=\"wire-note\">")
                .Append(UiStrings.For(ViewContext.HttpContext.Language())["Text-Rest", Text.Length - shown])
                .AppendHtml("</p>");
        }
    }
}
