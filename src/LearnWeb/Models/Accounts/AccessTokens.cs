using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LearnWeb.Models.Accounts;

/// <summary>For whom access tokens are and how long they live.</summary>
/// <param name="Issuer"><c>iss</c>.</param>
/// <param name="Audience"><c>aud</c>.</param>
/// <param name="Lifetime">From <c>iat</c> to <c>exp</c>.</param>
/// <param name="Skew">How far the clock of whoever validates may be off.</param>
public sealed record TokenTerms(string Issuer, string Audience, TimeSpan Lifetime, TimeSpan Skew);

/// <summary>Issues access tokens (RFC 9068) and says what is a good one (RFC 8725 §3: all by allow-list).</summary>
/// <param name="terms">For whom and how long.</param>
/// <param name="signing">The key to sign with.</param>
/// <param name="valid">The keys to validate with.</param>
/// <param name="clock">The time.</param>
public sealed class AccessTokens(
    TokenTerms terms,
    Func<ECDsaSecurityKey> signing,
    Func<IReadOnlyList<ECDsaSecurityKey>> valid,
    TimeProvider clock
)
{
    /// <summary>The longest token that is looked at, in bytes; ours have some 450.</summary>
    public const int LongestToken = 4096;

    /// <summary><c>typ</c>: tells an access token from any other JWT (RFC 9068 §2.1).</summary>
    public const string Type = "at+jwt";

    /// <summary>
    /// The one program that asks this site for tokens is the site itself (<c>client_id</c>, RFC 9068 §2.2).
    /// </summary>
    private const string Client = "learnweb";

    public TokenTerms Terms => terms;

    /// <summary>A new access token.</summary>
    /// <param name="subject">Who its bearer is: <c>sub</c>.</param>
    /// <param name="family">The sign-in it came of: <c>sid</c>, as in OpenID Connect.</param>
    public string Issue(string subject, string family)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Type,
                Issuer = terms.Issuer,
                Audience = terms.Audience,
                IssuedAt = now,
                NotBefore = now,
                Expires = now + terms.Lifetime,
                Claims = new Dictionary<string, object>
                {
                    [JwtRegisteredClaimNames.Sub] = subject,
                    [JwtRegisteredClaimNames.Jti] = OpaqueToken.New()[..22],
                    [JwtRegisteredClaimNames.Sid] = family,
                    ["client_id"] = Client,
                },
                SigningCredentials = new SigningCredentials(signing(), SecurityAlgorithms.EcdsaSha256),
            }
        );
    }

    // excerpt: validation
    /// <summary>What is asked of a token. Whatever is not listed is refused.</summary>
    public TokenValidationParameters Validation =>
        new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = terms.Issuer,
            ValidAudience = terms.Audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = terms.Skew,
            LifetimeValidator = IsWithinLifetime,

            // Only by name, and only among our own: what a header says of keys (jwk, jku, x5u) is never followed.
            IssuerSigningKeyResolver = (_, _, kid, _) => valid().Where(key => key.KeyId == kid),
            TryAllIssuerSigningKeys = false,
            NameClaimType = "name",
        };

    // end: validation

    /// <summary>Reads tokens as they are: claims keep their names, and nothing long is looked at.</summary>
    public static JsonWebTokenHandler Handler =>
        new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    /// <summary>
    /// Whether a text has three parts of base64url without padding (RFC 7519 §7.2); the library forgives more.
    /// </summary>
    public static bool IsWellFormed(string token) =>
        token.Length <= LongestToken
        && token.Count(c => c == '.') == 2
        && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>The name a token gives for its key, unverified; <c>null</c> if it cannot be read.</summary>
    public static string? KeyNameOf(string token)
    {
        try
        {
            return IsWellFormed(token) ? new JsonWebToken(token).Kid : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Checks a token.</summary>
    /// <returns>Why it is refused; <c>null</c> if it is good.</returns>
    public async Task<string?> RefuseAsync(string token)
    {
        if (!IsWellFormed(token))
        {
            return "The token is not a JWT";
        }

        var result = await Handler.ValidateTokenAsync(token, Validation);
        return result.Exception switch
        {
            null => null,
            SecurityTokenExpiredException => "The token has expired",
            SecurityTokenNotYetValidException => "The token is not valid yet",
            SecurityTokenInvalidAudienceException => "The audience is invalid",
            SecurityTokenInvalidIssuerException => "The issuer is invalid",
            SecurityTokenInvalidTypeException => "The type is invalid",
            SecurityTokenSignatureKeyNotFoundException => "The signature key was not found",
            SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException =>
                "The signature is invalid",
            SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => "The lifetime is invalid",
            _ => "The token is invalid",
        };
    }

    // The library's own validator takes the time from the machine.
    private bool IsWithinLifetime(
        DateTime? notBefore,
        DateTime? expires,
        SecurityToken token,
        TokenValidationParameters parameters
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (expires is null || notBefore >= expires)
        {
            return false;
        }

        if (notBefore > now + terms.Skew)
        {
            throw new SecurityTokenNotYetValidException(
                string.Create(CultureInfo.InvariantCulture, $"Valid from {notBefore:O}.")
            )
            {
                NotBefore = notBefore.Value,
            };
        }

        return now < expires + terms.Skew
            ? true
            : throw new SecurityTokenExpiredException(
                string.Create(CultureInfo.InvariantCulture, $"Expired at {expires:O}.")
            )
            {
                Expires = expires.Value,
            };
    }
}
