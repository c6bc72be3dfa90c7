using Microsoft.AspNetCore.Identity;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// All that can be wrong when somebody registers, signs in or changes an account. The words are in the resources under
/// <c>SignIn-&lt;problem&gt;</c>.
/// </summary>
public enum AccountProblem
{
    /// <summary>There is no account with this name and password; which of the two is wrong is not said.</summary>
    Wrong,

    /// <summary>The present password, which the change asks for, is another.</summary>
    WrongPassword,

    /// <summary>Too many wrong passwords: it is not looked at now.</summary>
    Wait,

    /// <summary>The name has characters or a length that a name may not have.</summary>
    UserName,

    /// <summary>The name is somebody else's.</summary>
    UserNameTaken,

    /// <summary>Too few or too many characters.</summary>
    PasswordLength,

    /// <summary>Nothing but white space.</summary>
    PasswordBlank,

    /// <summary>Among those that everybody tries first.</summary>
    PasswordCommon,

    /// <summary>It is the user name.</summary>
    PasswordIsName,

    /// <summary>There are as many accounts as there may be.</summary>
    Full,

    /// <summary>The account was changed by somebody else at the same moment.</summary>
    Conflict,
}

/// <summary>Problems on their way through ASP.NET Core Identity, which knows errors by codes of its own.</summary>
public static class AccountProblems
{
    public static IdentityResult ToResult(this AccountProblem problem) =>
        IdentityResult.Failed(new IdentityError { Code = problem.ToString(), Description = problem.ToString() });

    /// <summary>
    /// The problems behind Identity's errors. What is none of ours comes from its store, which finds the row taken or
    /// changed.
    /// </summary>
    public static IReadOnlyList<AccountProblem> Problems(this IdentityResult result) =>
        [
            .. result
                .Errors.Select(error =>
                    Enum.TryParse<AccountProblem>(error.Code, out var problem) ? problem : AccountProblem.Conflict
                )
                .Distinct(),
        ];
}
