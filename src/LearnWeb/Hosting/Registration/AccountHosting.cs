using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>Accounts, and the two ways to be signed in: a session behind a cookie, and tokens.</summary>
internal static class AccountHosting
{
    // excerpt: hashing
    /// <summary>PBKDF2-HMAC-SHA512, as OWASP's Password Storage Cheat Sheet has it.</summary>
    private const int HashIterations = 210_000;

    // end: hashing

    private static readonly SessionLifetime Lifetime = new(Idle: TimeSpan.FromDays(1), Absolute: TimeSpan.FromDays(7));

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider =>
        {
            var limits = provider.GetRequiredService<IOptions<LimitOptions>>().Value;
            return new AccountLimits(limits.Accounts, limits.Guests, TimeSpan.FromHours(limits.GuestHours));
        });
        services.AddSingleton<VisitorGuesses>(provider => new VisitorGuesses(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<LimitOptions>>().Value.WrongPasswordsPerMinuteAndAddress
        ));
        services.AddSingleton<AccountGuesses>();
        services.AddSingleton<PasswordHashLimiter>();
        services.AddExpiring<AccountStore>();
        services.AddScoped<PasswordService>();
        services.AddSingleton<AccountData>();
        services.AddScoped<PasswordCheck>();
        services.AddSingleton(Lifetime);
        services.AddExpiring<RefreshTokenStore>();
        services.AddExpiring<SessionStore>();
        AddIdentity(services);
        AddSignIn(services);
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<Account>().AddUserStore<UserOnlyStore<Account, LearnWebDb>>();

        // In place of Identity's own rules: what those refuse, the site has no words for.
        services.Replace(ServiceDescriptor.Scoped<IUserValidator<Account>, UserNameRule>());
        services.Replace(ServiceDescriptor.Scoped<IPasswordValidator<Account>, PasswordRule>());
        services.Replace(ServiceDescriptor.Scoped<ILookupNormalizer, UserNameNormalizer>());
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = HashIterations);
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddSingleton<IKeyProtector, DataProtectionKeyProtector>();
        services.AddSingleton<KnownBrowsers>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton(provider =>
        {
            var (site, keys) = (
                provider.GetRequiredService<SiteSettings>(),
                provider.GetRequiredService<SigningKeys>()
            );
            var issuer = site.Url ?? SiteSettings.DefaultUrl; // a name, not a place: the same on whatever port
            var terms = new TokenTerms(
                issuer,
                $"{issuer}/api",
                Lifetime: TimeSpan.FromMinutes(5),
                Skew: TimeSpan.FromSeconds(30)
            );
            return new AccessTokens(terms, keys.Signing, keys.Valid, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<SessionTicketStore>();
        services
            .AddAuthentication()
            .AddPolicyScheme(
                SiteSignIn.Either,
                displayName: null,
                either =>
                {
                    either.ForwardDefaultSelector = context =>
                        context
                            .Request.Headers.Authorization.ToString()
                            .StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                            ? SiteSignIn.Bearer
                            : SiteSignIn.Cookie;
                    // says in WWW-Authenticate what would do
                    either.ForwardChallenge = either.ForwardForbid = SiteSignIn.Bearer;
                }
            )
            .AddCookie(SiteSignIn.Cookie, UseSessions)
            .AddJwtBearer(SiteSignIn.Bearer, _ => { });
        services
            .AddOptions<CookieAuthenticationOptions>(SiteSignIn.Cookie)
            .Configure<SessionTicketStore>((cookie, store) => cookie.SessionStore = store);
        services.AddOptions<JwtBearerOptions>(SiteSignIn.Bearer).Configure<AccessTokens>(UseTokens);
        services.AddAuthorization();
        services.AddProblemDetails();
    }

    // excerpt: cookie
    private static void UseSessions(CookieAuthenticationOptions cookie)
    {
        cookie.TicketDataFormat = new SessionTicketFormat(SiteSignIn.Cookie);
        cookie.CookieManager = new SessionCookieManager();
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = Lifetime.Absolute;
        cookie.SlidingExpiration = false; // the session's row says how long
        cookie.Events.OnRedirectToLogin = context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    // end: cookie

    private static void UseTokens(JwtBearerOptions bearer, AccessTokens tokens)
    {
        bearer.MapInboundClaims = false;
        bearer.TokenHandlers.Clear();
        bearer.TokenHandlers.Add(AccessTokens.Handler);
        bearer.TokenValidationParameters = tokens.Validation;
        bearer.Events = new BearerRules();
    }

    /// <summary>The API in its own way of failing, and who may call what.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseApi();
        app.Use(BusyServer.AnswerAsync);
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
