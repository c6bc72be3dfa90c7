using LearnWeb.Models.Accounts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>Packs all that is known of a user into a cookie, and unpacks it.</summary>
public interface ITicketProtector
{
    /// <summary>Encrypts a ticket.</summary>
    /// <param name="visit">Whose it is.</param>
    /// <param name="keyVersion">The key of which version; with another, it cannot be opened.</param>
    /// <param name="expires">Until when it is good.</param>
    string Protect(string visit, int keyVersion, DateTimeOffset expires);

    /// <returns>Until when the ticket is good; <c>null</c> if it was changed or protected with another key.</returns>
    DateTimeOffset? Unprotect(string ticket, string visit, int keyVersion);
}

/// <summary>What the issuer says to a credential.</summary>
/// <param name="Admitted">Whether its bearer comes in.</param>
/// <param name="Reason">Why not, in the words of <c>error_description</c> (RFC 6750 §3).</param>
public sealed record Admission(bool Admitted, string Reason = "");

/// <summary>
/// Issues and checks the lab's credentials, by the same classes as the site's own sign-in. A second issuer has a store
/// of its own and the same keys, as a second server would.
/// </summary>
public sealed class CredentialIssuer(
    VisitStore visits,
    SessionStore sessions,
    ITicketProtector protector,
    TimeProvider clock
)
{
    /// <summary>How long a credential is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>How long one is that is to be watched expiring; nothing is forgiven after that.</summary>
    public static readonly TimeSpan ShortLifetime = TimeSpan.FromSeconds(20);

    /// <summary>Who issues the lab's tokens: not the site.</summary>
    public const string Issuer = "urn:learnweb:labs:session-token";

    private const string Audience = "urn:learnweb:labs:session-token:account";

    /// <summary>Issues and checks tokens with a visit's key.</summary>
    public AccessTokens Tokens(string visit, VisitState state, TimeSpan lifetime)
    {
        var key = state.SigningKey(visit);
        return new AccessTokens(
            new TokenTerms(Issuer, Audience, lifetime, Skew: TimeSpan.Zero),
            () => key,
            () => [key],
            clock
        );
    }

    /// <summary>Signs the visit's user in.</summary>
    /// <returns>The credential.</returns>
    public async Task<string> IssueAsync(
        string visit,
        VisitState state,
        Way way,
        TimeSpan lifetime,
        CancellationToken cancellation
    )
    {
        var expires = clock.GetUtcNow() + lifetime;
        return way switch
        {
            Way.Session => await sessions.BeginAsync(
                visit,
                BitConverter.GetBytes(expires.ToUnixTimeMilliseconds()),
                browser: null,
                cancellation
            ),
            Way.Cookie => protector.Protect(visit, state.KeyVersion, expires),
            _ => Tokens(visit, state, lifetime).Issue(visit, family: way.ToString()),
        };
    }

    /// <summary>
    /// Signs out: does on the server whatever there is to do, which for two of the four ways is nothing.
    /// </summary>
    public async Task SignOutAsync(string visit, Way way, string credential, CancellationToken cancellation)
    {
        if (way == Way.Session)
        {
            await sessions.EndAsync(credential, cancellation);
        }
        else if (way == Way.DenyList)
        {
            await visits.ChangeAsync(visit, state => state.Denied.Add(new JsonWebToken(credential).Id), cancellation);
        }
    }

    /// <summary>Signs out everywhere, as far as the server can.</summary>
    public async Task RevokeAsync(string visit, Way way, CancellationToken cancellation)
    {
        if (way == Way.Session)
        {
            await sessions.RevokeAllAsync(visit, exceptId: null, cancellation);
        }
        else if (way == Way.DenyList)
        {
            await visits.ChangeAsync(visit, state => state.Denied.UnionWith(state.Issued), cancellation);
        }
    }

    /// <summary>Whether a session identifier comes in.</summary>
    public async Task<Admission> AdmitSessionAsync(string id, CancellationToken cancellation) =>
        await sessions.FindAsync(id, cancellation) is not { } row ? new Admission(false, "There is no such session")
        : DateTimeOffset.FromUnixTimeMilliseconds(BitConverter.ToInt64(row.Ticket)) <= clock.GetUtcNow()
            ? new Admission(false, "The session has expired")
        : new Admission(true);

    /// <summary>Whether a self-contained cookie comes in: the identifier of the visit, a dot, and the ticket.</summary>
    public async Task<Admission> AdmitCookieAsync(string cookie, CancellationToken cancellation)
    {
        var visit = cookie.Split('.')[0];
        return await visits.ReadAsync(visit, cancellation) is not { } state
            || protector.Unprotect(cookie[Math.Min(visit.Length + 1, cookie.Length)..], visit, state.KeyVersion)
                is not { } expires
                ? new Admission(false, "The ticket cannot be opened")
            : expires <= clock.GetUtcNow() ? new Admission(false, "The ticket has expired")
            : new Admission(true);
    }

    /// <summary>Whether a token comes in.</summary>
    /// <param name="token">As it was sent.</param>
    /// <param name="knowsDenyList">Whether this server has the list of those signed out.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<Admission> AdmitTokenAsync(string token, bool knowsDenyList, CancellationToken cancellation)
    {
        // The key is looked up by name among the lab's own; an attacker's name finds none.
        var visit = AccessTokens.KeyNameOf(token)?.Split('.')[0] ?? "";
        if (await visits.ReadAsync(visit, cancellation) is not { } state)
        {
            return new Admission(
                false,
                AccessTokens.IsWellFormed(token) ? "The signature key was not found" : "The token is not a JWT"
            );
        }

        var refusal = await Tokens(visit, state, Lifetime).RefuseAsync(token);
        return refusal is not null ? new Admission(false, refusal)
            : knowsDenyList && state.Denied.Contains(new JsonWebToken(token).Id)
                ? new Admission(false, "The token was revoked")
            : new Admission(true);
    }
}
