using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>
/// Which passwords are taken (NIST SP 800-63B §3.1.1.2), and that one is the same however it is composed.
/// </summary>
public sealed class PasswordRuleTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("12345678")]
    [InlineData("password1")]
    [InlineData("Password1!")]
    [InlineData("P@ssw0rd")]
    [InlineData("qwerty123")]
    [InlineData("QWERTYUIOP")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("iloveyou1")]
    [InlineData("sunshine2024")]
    [InlineData("dragon12345")]
    [InlineData("woaini1314")]
    [InlineData("woaini520")]
    [InlineData("5201314520")]
    [InlineData("zhang123")]
    [InlineData("abcdefgh")]
    [InlineData("987654321")]
    [InlineData("88888888")]
    [InlineData("12341234")]
    [InlineData("abcabcabc")]
    [InlineData("ｐａｓｓｗｏｒｄ１")] // full-width
    [InlineData("learnweb")]
    [InlineData("LearnWeb2026")]
    [InlineData("ada-lovelace-1")]
    [InlineData("Ada-Lovelace!")]
    public async Task CommonPassword_IsRefused(string password) =>
        Assert.Equal(["PasswordCommon"], await ProblemsOfAsync(password));

    [Theory]
    [InlineData("pass-word-1")]
    [InlineData("correct horse battery")]
    [InlineData("三次握手四次挥手")]
    [InlineData("sunshine over 17 hills")]
    [InlineData("k7!mQz0p")]
    [InlineData("😀😁😂🤣😃😄😅😆")]
    public async Task OtherPassword_IsTaken(string password) => Assert.Empty(await ProblemsOfAsync(password));

    [Theory]
    [InlineData("😀😁😂🤣", "PasswordLength")] // four characters, in eight code units
    [InlineData("e\u0301a\u0301o\u0301u\u0301", "PasswordLength")] // four as well, once composed
    [InlineData("\u3000\u3000\u3000\u3000\u3000\u3000\u3000\u3000", "PasswordBlank")]
    [InlineData("\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "PasswordBlank")]
    [InlineData("ada-lovelace", "PasswordIsName")]
    [InlineData("ADA-LOVELACE", "PasswordIsName")]
    public async Task WhatIsNoPassword_IsRefused_ForItsReason(string password, string problem) =>
        Assert.Equal([problem], await ProblemsOfAsync(password));

    [Fact]
    public async Task Length_EndsAt128CodePoints_NotCodeUnits()
    {
        var letters = string.Concat(
            Enumerable.Range(0x1F600, 64).Concat(Enumerable.Range(0x1F680, 64)).Select(char.ConvertFromUtf32)
        );
        Assert.Equal(256, letters.Length);
        Assert.Empty(await ProblemsOfAsync(letters));
        Assert.Equal(["PasswordLength"], await ProblemsOfAsync(letters + "x"));
    }

    [Fact]
    public async Task Password_IsTheSame_HoweverItIsComposed()
    {
        var (composed, decomposed) = ("caf\u00e9 au lait", "cafe\u0301 au lait");
        var name = Caller.NewName();
        using var registered = await new Caller(site).SendAsync(
            HttpMethod.Post,
            "/api/account",
            new { userName = name, password = decomposed }
        );

        foreach (var password in new[] { composed, decomposed })
        {
            using var signedIn = await new Caller(site).SignInAsync(name, password);
            Assert.Equal(System.Net.HttpStatusCode.NoContent, signedIn.StatusCode);
        }
    }

    [Fact]
    public async Task HashFromBeforeNormalization_StillLetsItsOwnerIn()
    {
        var (caller, password) = (new Caller(site), "cafe\u0301 au lait");
        var name = await caller.EnterAsync();
        using var scope = site.Services.CreateScope();
        var old = scope
            .ServiceProvider.GetRequiredService<IPasswordHasher<Account>>()
            .HashPassword(new Account { CreatedAt = 0, UsedAt = 0 }, password);
        Sql.RowsOfSite(site.State, $"UPDATE Accounts SET PasswordHash = '{old}' WHERE UserName = '{name}'");

        using var signedIn = await new Caller(site).SignInAsync(name, password);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, signedIn.StatusCode);
        using var wrong = await new Caller(site).SignInAsync(name, "cafe au lait");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    private static async Task<List<string>> ProblemsOfAsync(string password)
    {
        var result = await new PasswordRule().ValidateAsync(
            null!,
            new Account
            {
                UserName = "ada-lovelace",
                CreatedAt = 0,
                UsedAt = 0,
            },
            password
        );
        return [.. result.Errors.Select(error => error.Code)];
    }
}
