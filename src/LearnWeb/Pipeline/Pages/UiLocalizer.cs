using System.Globalization;
using LearnWeb.Models;
using Microsoft.Extensions.Localization;

namespace LearnWeb.Pipeline;

/// <summary>
/// The words of the interface as DataAnnotations ask for them: <c>[Display(Name = "UserName")]</c> and
/// <c>[Required(ErrorMessage = "Field-Required")]</c> name keys of <c>Resources/Ui.*.resx</c>.
/// </summary>
internal sealed class UiLocalizer : IStringLocalizer
{
    private static UiStrings Words =>
        UiStrings.For(Language.All.First(language => language.Culture.Equals(CultureInfo.CurrentUICulture)));

    public LocalizedString this[string name] => new(name, Words[name]);

    public LocalizedString this[string name, params object[] arguments] => new(name, Words[name, arguments]);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
}
