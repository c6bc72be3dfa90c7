using System.Text;
using Microsoft.AspNetCore.Identity;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// The form under which user names and addresses are looked up: their case, and how they are composed, do not matter.
/// </summary>
public sealed class UserNameNormalizer : ILookupNormalizer
{
    /// <summary>As Identity's own does it, but for names of every kind: they are typed by anybody.</summary>
    public static string Normalize(string name) => name.NormalizeAny(NormalizationForm.FormC).ToUpperInvariant();

    public string? NormalizeName(string? name) => name is null ? null : Normalize(name);

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
