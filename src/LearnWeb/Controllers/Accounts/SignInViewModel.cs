using System.ComponentModel.DataAnnotations;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LearnWeb.Controllers;

/// <summary>What the pages to sign in and to register show, and what their forms post.</summary>
public class SignInViewModel
{
    /// <summary>Which of the two ways.</summary>
    [BindNever]
    public SignInMode Mode { get; init; }

    /// <summary>Whether it is to register.</summary>
    [BindNever]
    public virtual bool IsNew => false;

    /// <summary>Where to go on; a path of this site.</summary>
    public string? ReturnUrl { get; set; }

    // excerpt: fields
    [Display(Name = "UserName")]
    [Required(ErrorMessage = "Field-Required")]
    [StringLength(UserNameRule.Longest, ErrorMessage = "SignIn-UserName")]
    public string UserName { get; init; } = "";

    [Display(Name = "Password")]
    [Required(ErrorMessage = "Field-Required")]
    [DataType(DataType.Password)]
    public string Password { get; init; } = "";
    // end: fields
}

/// <summary>The same to register.</summary>
public sealed class RegisterViewModel : SignInViewModel
{
    public override bool IsNew => true;
}

/// <summary>How someone signs in.</summary>
public enum SignInMode
{
    /// <summary>A server session behind a cookie.</summary>
    Cookie,

    /// <summary>An access token in the page's memory.</summary>
    Token,
}
