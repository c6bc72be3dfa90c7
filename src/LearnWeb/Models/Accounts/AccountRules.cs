using System.Text;
using Microsoft.AspNetCore.Identity;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// What a user name may be: 2 to 64 letters and digits of any script, and <c>- _ . @ +</c> between them; nobody else's.
/// </summary>
public sealed class UserNameRule : IUserValidator<Account>
{
    public const int Shortest = 2;

    public const int Longest = 64;

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user)
    {
        var name = user.UserName ?? "";
        if (!IsAllowed(name))
        {
            return AccountProblem.UserName.ToResult();
        }

        var owner = await manager.FindByNameAsync(name);
        return owner is null || owner.Id == user.Id ? IdentityResult.Success : AccountProblem.UserNameTaken.ToResult();
    }

    private static bool IsAllowed(string name) =>
        name.Length is >= Shortest and <= Longest
        && name.EnumerateRunes()
            .All(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.' or '@' or '+')
        && Rune.IsLetterOrDigit(name.EnumerateRunes().First())
        && name.IsNormalized(NormalizationForm.FormKC); // two names that look alike are one
}

/// <summary>
/// What a password may be: 8 to 128 characters of any kind, not one that everybody tries first, and not the name (NIST
/// SP 800-63B §3.1.1.2: length, counted in code points, and a list of known ones; no rules about kinds of characters).
/// </summary>
public sealed class PasswordRule : IPasswordValidator<Account>
{
    public const int Shortest = 8;

    /// <summary>Bounds the work of hashing one.</summary>
    public const int Longest = 128;

    /// <summary>The name of the site: the first word that comes to mind here.</summary>
    private const string SiteName = "learnweb";

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(
            ProblemOf(Normalize(password ?? ""), user.UserName ?? "")?.ToResult() ?? IdentityResult.Success
        );

    /// <summary>
    /// The form that is counted and hashed, NFC: the same password, however a keyboard composes it (NIST SP 800-63B
    /// §3.1.1.2).
    /// </summary>
    public static string Normalize(string password) => password.NormalizeAny(NormalizationForm.FormC);

    /// <summary>Whether it is too long to be looked at.</summary>
    public static bool IsTooLong(string password) => LengthOf(password) > Longest;

    private static AccountProblem? ProblemOf(string password, string userName) =>
        LengthOf(password) is < Shortest or > Longest ? AccountProblem.PasswordLength
        : password.EnumerateRunes().All(IsInvisible) ? AccountProblem.PasswordBlank
        : password.Equals(userName, StringComparison.OrdinalIgnoreCase) ? AccountProblem.PasswordIsName
        : CommonPasswords.Contain(password, SiteName, userName) ? AccountProblem.PasswordCommon
        : null;

    private static int LengthOf(string password) => password.EnumerateRunes().Count();

    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.Control;
}
