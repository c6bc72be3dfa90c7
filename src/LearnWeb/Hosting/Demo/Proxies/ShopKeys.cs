using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LearnWeb.Hosting;

/// <summary>
/// The keys of an application: one that signs its tokens, and a Data Protection key ring that encrypts its tickets.
/// They live in memory, and instances that were given the same object share them.
/// </summary>
internal sealed class ShopKeys
{
    private const string Subject = "visitor";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly SymmetricSecurityKey _signing = new(RandomNumberGenerator.GetBytes(32));
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("ticket");
    private readonly JsonWebTokenHandler _tokens = new();

    /// <summary>A signed token (RFC 7519), which anybody can read and only the holder of the key can make.</summary>
    public string SignToken() =>
        _tokens.CreateToken(
            new SecurityTokenDescriptor
            {
                Subject = new([new(JwtRegisteredClaimNames.Sub, Subject)]),
                Expires = DateTime.UtcNow + Lifetime,
                SigningCredentials = new SigningCredentials(_signing, SecurityAlgorithms.HmacSha256),
            }
        );

    public async Task<bool> IsOwnTokenAsync(string token)
    {
        var rules = new TokenValidationParameters
        {
            IssuerSigningKey = _signing,
            ValidateAudience = false,
            ValidateIssuer = false,
        };
        return (await _tokens.ValidateTokenAsync(token, rules)).IsValid;
    }

    /// <summary>An encrypted ticket, as ASP.NET Core's sign-in cookies and antiforgery tokens are.</summary>
    public string ProtectTicket() => _protector.Protect(Subject);

    public bool IsOwnTicket(string ticket)
    {
        try
        {
            return _protector.Unprotect(ticket) == Subject;
        }
        catch (CryptographicException)
        {
            return false; // of another key ring, or changed
        }
    }
}
