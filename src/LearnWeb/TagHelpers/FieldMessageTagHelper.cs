using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LearnWeb.TagHelpers;

/// <summary>Gives a field's message the identifier that <see cref="InvalidFieldTagHelper"/> points to.</summary>
[HtmlTargetElement("span", Attributes = ForAttribute)]
public sealed class FieldMessageTagHelper : TagHelper
{
    private const string ForAttribute = "asp-validation-for";

    [HtmlAttributeName(ForAttribute)]
    public required ModelExpression For { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public required ViewContext ViewContext { get; set; }

    /// <summary>The identifier of a field's message.</summary>
    public static string IdOf(string name) => $"{TagBuilder.CreateSanitizedId(name, "_")}-message";

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        output.Attributes.SetAttribute("id", IdOf(ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name)));
}
