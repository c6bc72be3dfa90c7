using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LearnWeb.Pipeline;

/// <summary>Keeps the cookie handler's tickets in the database, so that a session is over when its row is.</summary>
internal sealed class SessionTicketStore(SessionBook<SiteSession> sessions, IHttpContextAccessor requests, IServiceScopeFactory scopes, TimeProvider clock) : ITicketStore
{
    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken) => sessions.BeginAsync(
        SiteSignIn.IdOf(ticket.Principal)!, TicketSerializer.Default.Serialize(ticket), requests.HttpContext?.Request.Headers.UserAgent, cancellationToken);

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        sessions.RewriteAsync(key, TicketSerializer.Default.Serialize(ticket), CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (await sessions.FindAsync(key, CancellationToken.None) is not { } session)
        {
            return null;
        }

        if (clock.GetUtcNow().ToUnixTimeSeconds() - session.SeenAt >= 60)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AccountBook>().TouchAsync(session.Owner, CancellationToken.None);
        }

        return TicketSerializer.Default.Deserialize(session.Ticket);
    }

    public Task RemoveAsync(string key) => sessions.EndAsync(key, CancellationToken.None);
}
