using System.Globalization;
using System.Security.Claims;
using LearnWeb.Models.SessionTokenLab;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace LearnWeb.Pipeline;

/// <summary>
/// ASP.NET Core's own cookie ticket, as its cookie handler makes it when it is given no ticket store: encrypted by Data
/// Protection.
/// </summary>
internal sealed class DataProtectionTicketProtector(IDataProtectionProvider protection) : ITicketProtector
{
    private const string Scheme = "lab";

    public string Protect(string visit, int keyVersion, DateTimeOffset expires)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", visit), new Claim("name", "ada")], Scheme));
        return Format(visit, keyVersion)
            .Protect(new AuthenticationTicket(user, new AuthenticationProperties { ExpiresUtc = expires }, Scheme));
    }

    public DateTimeOffset? Unprotect(string ticket, string visit, int keyVersion) =>
        Format(visit, keyVersion).Unprotect(ticket)?.Properties.ExpiresUtc;

    // Each visit and each version has its own purpose, and therefore its own key.
    private TicketDataFormat Format(string visit, int keyVersion) =>
        new(
            protection.CreateProtector(
                "LearnWeb.SessionTokenLab",
                visit,
                keyVersion.ToString(CultureInfo.InvariantCulture)
            )
        );
}
