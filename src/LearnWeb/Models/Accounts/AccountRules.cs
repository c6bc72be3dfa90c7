using System.Text;
using Microsoft.AspNetCore.Identity;

namespace LearnWeb.Models.Accounts;

/// <summary>What a user name may be: 2 to 64 letters and digits of any script, and <c>- _ . @ +</c> between them.</summary>
public sealed class UserNameRule : IUserValidator<Account>
{
    public const int Shortest = 2;

    public const int Longest = 64;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user)
    {
        var name = user.UserName ?? "";
        var allowed = name.Length is >= Shortest and <= Longest
            && name.IsNormalized(NormalizationForm.FormKC) // two names that look alike are one
            && name.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.' or '@' or '+')
            && Rune.IsLetterOrDigit(name.EnumerateRunes().First());
        return Task.FromResult(allowed ? IdentityResult.Success : IdentityResult.Failed(new IdentityError
        {
            Code = "UserName",
            Description = $"A user name has {Shortest} to {Longest} letters, digits or - _ . @ + and begins with a letter or digit.",
        }));
    }
}

/// <summary>
/// What a password may be: 8 to 128 characters of any kind, not one that everybody tries first, and not the name
/// (NIST SP 800-63B §3.1.1.2: length and a list of known ones, no rules about kinds of characters).
/// </summary>
public sealed class PasswordRule : IPasswordValidator<Account>
{
    public const int Shortest = 8;

    /// <summary>Bounds the work of hashing one.</summary>
    public const int Longest = 128;

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "12345678", "123456789", "1234567890", "87654321", "11111111", "00000000", "88888888", "66666666", "12341234", "123123123",
        "123456789a", "a123456789", "a12345678", "12345678a", "1q2w3e4r", "1qaz2wsx", "1q2w3e4r5t", "qwertyui", "qwertyuiop", "asdfghjkl",
        "qwer1234", "abcd1234", "asdf1234", "abc12345", "aa123456", "password", "password1", "passw0rd", "p@ssw0rd", "password123",
        "iloveyou", "sunshine", "princess", "football", "baseball", "superman", "trustno1", "letmein1", "welcome1", "admin123",
        "administrator", "woaini1314", "woaini520", "5201314520", "zxcvbnm123", "qq123456", "q1w2e3r4", "00000000a", "changeme", "learnweb",
    };

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var (code, rule) = password switch
        {
            null or { Length: < Shortest or > Longest } => ("PasswordLength", $"A password has {Shortest} to {Longest} characters."),
            _ when Known.Contains(password) => ("PasswordKnown", "This password is among the first that anyone would try."),
            _ when password.Equals(user.UserName, StringComparison.OrdinalIgnoreCase) => ("PasswordIsName", "The password must differ from the user name."),
            _ => ("", ""),
        };
        return Task.FromResult(code.Length == 0 ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = code, Description = rule }));
    }
}
