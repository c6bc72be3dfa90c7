using System.ComponentModel.DataAnnotations;

namespace LearnWeb.Controllers;

/// <summary>What the page of an account shows.</summary>
/// <param name="UserName">Whose it is.</param>
/// <param name="IsGuest">Whether it ends by itself.</param>
/// <param name="ByCookie">Whether this request came by a session, else by a token.</param>
/// <param name="RecoveryCode">A new guest's way back, shown once.</param>
/// <param name="SignedIn">Where it is signed in.</param>
public sealed record AccountViewModel(
    string UserName,
    bool IsGuest,
    bool ByCookie,
    string? RecoveryCode,
    IReadOnlyList<SignedIn> SignedIn
);

/// <summary>What the form to change a password posts.</summary>
public sealed class ChangePasswordInput
{
    [Display(Name = "Account-PresentPassword")]
    [Required(ErrorMessage = "Field-Required")]
    [DataType(DataType.Password)]
    public string Password { get; init; } = "";

    [Display(Name = "Account-NewPassword")]
    [Required(ErrorMessage = "Field-Required")]
    [DataType(DataType.Password)]
    public string NewPassword { get; init; } = "";
}

/// <summary>What the form to remove an account posts; a guest has no password to type.</summary>
public sealed class DeleteAccountInput
{
    [Display(Name = "Account-PresentPassword")]
    [DataType(DataType.Password)]
    public string? DeletePassword { get; init; }
}
