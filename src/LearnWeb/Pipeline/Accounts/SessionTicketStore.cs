using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LearnWeb.Pipeline;

/// <summary>
/// Stores the cookie handler's tickets in the database, so that a session ends when its row is removed.
/// </summary>
internal sealed class SessionTicketStore(SessionStore sessions) : ITicketStore
{
    public Task<string> StoreAsync(
        AuthenticationTicket ticket,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) => BeginAsync(ticket, httpContext.Request.Headers.UserAgent, cancellationToken);

    public Task<string> StoreAsync(AuthenticationTicket ticket) =>
        BeginAsync(ticket, browser: null, CancellationToken.None);

    public Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken) =>
        sessions.RewriteAsync(key, TicketSerializer.Default.Serialize(ticket), cancellationToken);

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken) =>
        await sessions.FindAsync(key, cancellationToken) is { } session
            ? TicketSerializer.Default.Deserialize(session.Ticket)
            : null;

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    /// <summary>Ends the session even if the browser has closed the connection.</summary>
    public Task RemoveAsync(string key) => sessions.EndAsync(key, CancellationToken.None);

    private Task<string> BeginAsync(AuthenticationTicket ticket, string? browser, CancellationToken cancellation) =>
        sessions.BeginAsync(
            SiteSignIn.IdOf(ticket.Principal)!,
            TicketSerializer.Default.Serialize(ticket),
            browser,
            cancellation
        );
}
