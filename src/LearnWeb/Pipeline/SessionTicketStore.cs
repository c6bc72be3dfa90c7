using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LearnWeb.Pipeline;

/// <summary>Keeps the cookie handler's tickets in the database, so that a session is over when its row is.</summary>
internal sealed class SessionTicketStore(SessionBook sessions, IHttpContextAccessor requests) : ITicketStore
{
    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken) => sessions.BeginAsync(
        SiteSignIn.IdOf(ticket.Principal)!, TicketSerializer.Default.Serialize(ticket), requests.HttpContext?.Request.Headers.UserAgent, cancellationToken);

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        sessions.RewriteAsync(key, TicketSerializer.Default.Serialize(ticket), CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await sessions.FindAsync(key, CancellationToken.None) is { } session ? TicketSerializer.Default.Deserialize(session.Ticket) : null;

    public Task RemoveAsync(string key) => sessions.EndAsync(key, CancellationToken.None);
}
