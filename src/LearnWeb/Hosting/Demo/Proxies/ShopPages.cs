using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>
/// What an origin of the reverse-proxy lab serves beside <see cref="OriginPages"/>: pages on which it matters that
/// there is a proxy, or more than one instance.
/// </summary>
/// <param name="keys">The instance's keys, which it may share with others.</param>
/// <param name="store">Visits by session, in a store that all instances share.</param>
internal sealed class ShopPages(ShopKeys keys, ConcurrentDictionary<string, int> store)
{
    private const string SessionCookie = "shop-shared-session",
        TokenCookie = "shop-token",
        TicketCookie = "shop-ticket";

    /// <summary>
    /// The framework's own middleware, believing everybody: it goes through all entries of X-Forwarded-For to the
    /// first.
    /// </summary>
    private static readonly ForwardedHeadersOptions Anybody = new()
    {
        ForwardedHeaders = ForwardedHeaders.All,
        ForwardLimit = null,
    };

    /// <summary>The same, believing the one proxy there is, and it alone: the last entry.</summary>
    private static readonly ForwardedHeadersOptions TheProxy = new() { ForwardedHeaders = ForwardedHeaders.All };

    static ShopPages()
    {
        Anybody.KnownProxies.Clear();
        Anybody.KnownIPNetworks.Clear();
        TheProxy.KnownProxies.Clear();
        TheProxy.KnownIPNetworks.Clear();
        TheProxy.KnownProxies.Add(IPAddress.Loopback);
    }

    /// <summary>What a path serves here; <c>null</c> if it is not one of these pages.</summary>
    public RequestDelegate? Find(string? path) =>
        path switch
        {
            "/health" => context => SayAsync(context, "I am well.\n"),
            "/peer" => BelieveAsync,
            "/naive" => context =>
                new ForwardedHeadersMiddleware(
                    BelieveAsync,
                    NullLoggerFactory.Instance,
                    Options.Create(Anybody)
                ).Invoke(context),
            "/careful" => context =>
                new ForwardedHeadersMiddleware(
                    BelieveAsync,
                    NullLoggerFactory.Instance,
                    Options.Create(TheProxy)
                ).Invoke(context),
            "/brief" => context => KeepAsync(context, "max-age=1", "Good for a second.\n"),
            "/greeting" => GreetAsync,
            "/basket" => BasketAsync,
            "/long" => context => SayAsync(context, string.Concat(Enumerable.Repeat("tea, more tea\n", 200))),
            "/login" => RedirectAsync,
            "/shared-session" => SharedSessionAsync,
            "/token" => TokenAsync,
            "/ticket" => TicketAsync,
            _ => null,
        };

    /// <summary>Answers with a text.</summary>
    public static Task SayAsync(HttpContext context, string text, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = text.Length; // ASCII, all of it
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Who is asking, as the application believes.</summary>
    private static Task BelieveAsync(HttpContext context) =>
        SayAsync(
            context,
            string.Create(
                CultureInfo.InvariantCulture,
                $"client: {context.Connection.RemoteIpAddress}\nscheme: {context.Request.Scheme}\nhost: "
                    + $"{context.Request.Host}\n"
            )
        );

    private static Task KeepAsync(HttpContext context, string control, string text)
    {
        context.Response.Headers.CacheControl = control;
        return SayAsync(context, text);
    }

    /// <summary>One of two representations, and says by which field it was chosen (RFC 9110 §12.5.5).</summary>
    private static Task GreetAsync(HttpContext context)
    {
        var isFrench = context.Request.Headers.AcceptLanguage.ToString().StartsWith("fr", StringComparison.Ordinal);
        context.Response.Headers.Vary = "Accept-Language";
        return KeepAsync(context, "max-age=60", isFrench ? "Bonjour.\n" : "Hello.\n");
    }

    /// <summary>
    /// Meant for one visitor, and says that it may be stored: the mistake that a cache has to survive.
    /// </summary>
    private static Task BasketAsync(HttpContext context)
    {
        Give(context, "shop-basket", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        return KeepAsync(context, "max-age=60", "Your basket.\n");
    }

    /// <summary>Sends the browser to an address that it makes of the scheme and the host it sees.</summary>
    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.Headers.Location = $"{context.Request.Scheme}://{context.Request.Host}/account";
        return SayAsync(context, "Sign in first.\n", StatusCodes.Status302Found);
    }

    private Task SharedSessionAsync(HttpContext context)
    {
        if (context.Request.Cookies[SessionCookie] is not { } id || !store.ContainsKey(id))
        {
            id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            Give(context, SessionCookie, id);
        }

        var visits = store.AddOrUpdate(id, 1, (_, before) => before + 1);
        return SayAsync(context, string.Create(CultureInfo.InvariantCulture, $"visits: {visits}\n"));
    }

    private async Task TokenAsync(HttpContext context)
    {
        if (context.Request.Cookies[TokenCookie] is not { } token)
        {
            Give(context, TokenCookie, keys.SignToken());
            await SayAsync(context, "Here is a token.\n");
        }
        else if (await keys.IsOwnTokenAsync(token))
        {
            await SayAsync(context, "The token is good.\n");
        }
        else
        {
            await SayAsync(context, "Not signed with my key.\n", StatusCodes.Status401Unauthorized);
        }
    }

    private Task TicketAsync(HttpContext context)
    {
        if (context.Request.Cookies[TicketCookie] is not { } ticket)
        {
            Give(context, TicketCookie, keys.ProtectTicket());
            return SayAsync(context, "Here is a ticket.\n");
        }

        return keys.IsOwnTicket(ticket)
            ? SayAsync(context, "The ticket is good.\n")
            : SayAsync(context, "No key of mine opens this ticket.\n", StatusCodes.Status401Unauthorized);
    }

    private static void Give(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions { HttpOnly = true, Path = "/" });
}
