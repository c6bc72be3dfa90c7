using LearnWeb.Models;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LearnWeb.TagHelpers;

/// <summary>
/// <c>&lt;table-scroll&gt;</c>: a frame for a table that may be wider than the window. It can be scrolled with the
/// keyboard, so it takes the focus and has a name (WCAG 2.2, 2.1.1 and 4.1.2).
/// </summary>
[HtmlTargetElement("table-scroll")]
public sealed class TableScrollTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "table-scroll");
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "group");
        if (!output.Attributes.ContainsName("aria-label"))
        {
            output.Attributes.SetAttribute("aria-label", UiStrings.For(ViewContext.HttpContext.Language())["Table"]);
        }
    }
}
