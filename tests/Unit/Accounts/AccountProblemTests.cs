using System.Reflection;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Identity;
using Xunit;

namespace LearnWeb.Tests.Unit.Accounts;

public sealed class AccountProblemTests
{
    [Fact]
    public void EveryProblem_HasWordsInEveryLanguage() =>
        Assert.All(
            from language in Language.All
            from problem in Enum.GetValues<AccountProblem>()
            select (language, problem),
            pair => Assert.NotEmpty(UiStrings.For(pair.language)[$"SignIn-{pair.problem}", 1])
        );

    /// <summary>Whichever code ASP.NET Core Identity knows, today or when it is set up otherwise.</summary>
    [Fact]
    public void EveryErrorOfIdentity_IsAProblemOfOurs()
    {
        var errors = typeof(IdentityErrorDescriber)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.ReturnType == typeof(IdentityError))
            .Select(method =>
                (IdentityError)
                    method.Invoke(
                        new IdentityErrorDescriber(),
                        [.. method.GetParameters().Select(p => p.ParameterType == typeof(int) ? (object)1 : "x")]
                    )!
            )
            .ToList();

        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Single(IdentityResult.Failed(error).Problems()));
    }
}
