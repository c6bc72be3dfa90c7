using LearnWeb.Hosting;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>What the controllers of <c>/api</c> share: JSON in, JSON out, problems as problem details.</summary>
[ApiController]
[RequestSizeLimit(16 * 1024)]
[EnableRateLimiting(LimitHosting.Accounts)]
public abstract class ApiController : ControllerBase
{
    /// <summary>The account that has signed in; only for actions that want one.</summary>
    private protected string AccountId => SiteSignIn.IdOf(User)!;

    /// <summary>401 for a wrong name or password, 429 for one too many.</summary>
    private protected ObjectResult Refuse(Checked result)
    {
        if (result.Wait > TimeSpan.Zero)
        {
            SiteSignIn.RetryAfter(Response, result.Wait);
            return Problem(
                statusCode: StatusCodes.Status429TooManyRequests,
                detail: "Too many wrong passwords. Wait as long as Retry-After says."
            );
        }

        return Unauthenticated("The user name or the password is wrong.");
    }

    /// <summary>401, which always says how one could sign in (RFC 9110 §15.5.2).</summary>
    /// <param name="detail">What is wrong.</param>
    /// <param name="reason">The same for programs, if they may want to tell.</param>
    private protected ObjectResult Unauthenticated(string detail, string? reason = null)
    {
        Response.Headers.WWWAuthenticate = SiteSignIn.Bearer;
        return Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            detail: detail,
            extensions: reason is null ? null : new Dictionary<string, object?> { ["reason"] = reason }
        );
    }

    /// <summary>What stands in the way, in the words of the English pages.</summary>
    private protected ObjectResult Refuse(int status, AccountProblem problem) =>
        Problem(statusCode: status, detail: UiStrings.For(Language.English)[$"SignIn-{problem}"]);

    /// <summary>400 with what is wrong with each field, in the words of the English pages.</summary>
    private protected IActionResult Refuse(IEnumerable<AccountProblem> problems)
    {
        var words = UiStrings.For(Language.English);
        foreach (var problem in problems)
        {
            ModelState.AddModelError(
                problem is AccountProblem.UserName or AccountProblem.UserNameTaken ? "userName" : "password",
                words[$"SignIn-{problem}"]
            );
        }

        return ValidationProblem();
    }
}

/// <summary>A name and a password.</summary>
public sealed record Credentials(string UserName, string Password);
