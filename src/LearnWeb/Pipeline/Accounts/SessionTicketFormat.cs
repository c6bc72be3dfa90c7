using System.Security.Claims;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication;

namespace LearnWeb.Pipeline;

/// <summary>
/// The format of the session cookie, which contains only the session's identifier. ASP.NET Core would encrypt it into
/// about 300 characters, but 256 random bits need no encryption.
/// </summary>
internal sealed class SessionTicketFormat(string scheme) : ISecureDataFormat<AuthenticationTicket>
{
    /// <summary>The claim with which ASP.NET Core's cookie handler passes the identifier.</summary>
    private const string SessionIdClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    public string Protect(AuthenticationTicket data) => data.Principal.FindFirstValue(SessionIdClaim)!;

    public string Protect(AuthenticationTicket data, string? purpose) => Protect(data);

    public AuthenticationTicket? Unprotect(string? protectedText) =>
        OpaqueToken.IsOne(protectedText)
            ? new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionIdClaim, protectedText!)], scheme)),
                scheme
            )
            : null;

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => Unprotect(protectedText);
}
