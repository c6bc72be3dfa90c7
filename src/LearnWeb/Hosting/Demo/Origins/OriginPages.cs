using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Hosting;

/// <summary>
/// What a <see cref="DemoOrigin"/> serves: small pages, each of which makes something visible that a proxy does. Every
/// answer says which instance gave it.
/// </summary>
internal sealed class OriginPages(string instance)
{
    /// <summary>The field that says which instance has answered.</summary>
    public const string InstanceField = "X-Instance";

    /// <summary>The cookie of <c>/session</c>.</summary>
    public const string SessionCookie = "shop-session";

    /// <summary>How long <c>/slow</c> takes, unless <c>?ms=</c> says otherwise; and the longest.</summary>
    private const int SlowMilliseconds = 1500,
        LongestMilliseconds = 10_000;

    /// <summary>The size of <c>/big</c>, unless <c>?bytes=</c> says otherwise; and the largest.</summary>
    private const int BigBytes = 100_000,
        LargestBytes = 1024 * 1024;

    private const int MostSessions = 1000;

    private readonly ConcurrentDictionary<string, int> _sessions = new(StringComparer.Ordinal);

    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers[InstanceField] = instance;
        var method = context.Request.Method;
        return method switch
        {
            "TRACE" => TraceAsync(context),
            "OPTIONS" => OptionsAsync(context),
            "GET" or "HEAD" or "POST" => AnswerAsync(context, context.Request.Path.Value),
            _ => SayAsync(context, "This method is not served here.\n", StatusCodes.Status405MethodNotAllowed),
        };
    }

    private Task AnswerAsync(HttpContext context, string? path) =>
        path switch
        {
            "/" or "/items" or "/account" => SayAsync(context, $"Hello from instance {instance}.\n"),
            "/who" => WhoAsync(context),
            "/echo" => EchoAsync(context),
            "/session" => SessionAsync(context),
            "/slow" => SlowAsync(context),
            "/big" => BigAsync(context),
            "/cacheable" => CacheableAsync(context),
            "/events" => EventsAsync(context),
            "/upgrade" => OriginUpgrade.EchoAsync(context),
            "/fail" => SayAsync(context, "This page always fails.\n", StatusCodes.Status500InternalServerError),
            "/break" => BreakAsync(context),
            _ => SayAsync(context, "There is no such page.\n", StatusCodes.Status404NotFound),
        };

    /// <summary>What the origin can tell of who is asking: the peer of its connection, and what fields claim.</summary>
    private static Task WhoAsync(HttpContext context)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"peer: {context.Connection.RemoteIpAddress}\n");
        text.Append(CultureInfo.InvariantCulture, $"scheme: {context.Request.Scheme}\n");
        foreach (var name in new[] { "Host", "Via", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "Cookie" })
        {
            if (context.Request.Headers.TryGetValue(name, out var value))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
            }
        }

        return SayAsync(context, text.ToString());
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.ToArray(), context.RequestAborted);
    }

    /// <summary>Counts a visitor's visits in this instance's memory.</summary>
    private Task SessionAsync(HttpContext context)
    {
        var id = context.Request.Cookies[SessionCookie];
        if (id is null || !_sessions.ContainsKey(id))
        {
            if (_sessions.Count >= MostSessions)
            {
                _sessions.Clear();
            }

            id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            context.Response.Cookies.Append(SessionCookie, id, new CookieOptions { HttpOnly = true, Path = "/" });
        }

        var visits = _sessions.AddOrUpdate(id, 1, (_, before) => before + 1);
        context.Response.Headers.CacheControl = "no-store";
        return SayAsync(context, string.Create(CultureInfo.InvariantCulture, $"visits: {visits}\n"));
    }

    private static async Task SlowAsync(HttpContext context)
    {
        var wait = Number(context, "ms", SlowMilliseconds, LongestMilliseconds);
        await Task.Delay(wait, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!context.RequestAborted.IsCancellationRequested)
        {
            await SayAsync(context, "At last.\n");
        }
    }

    private static Task BigAsync(HttpContext context) =>
        SayAsync(context, new string('.', Number(context, "bytes", BigBytes, LargestBytes)));

    /// <summary>May be stored for a minute by any cache, and has a validator (RFC 9111 §4.2, §4.3).</summary>
    private static Task CacheableAsync(HttpContext context)
    {
        const string Tag = "\"v1\"";
        context.Response.Headers.CacheControl = "max-age=60";
        context.Response.Headers.ETag = Tag;
        if (context.Request.Headers.IfNoneMatch == Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return SayAsync(context, "This may be stored for a minute.\n");
    }

    /// <summary>An event stream of three events, a fifth of a second apart.</summary>
    private static async Task EventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        for (var number = 1; number <= 3; number++)
        {
            await context.Response.WriteAsync($"data: {number}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(200, context.RequestAborted);
        }
    }

    /// <summary>Closes the connection without an answer.</summary>
    private static Task BreakAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>
    /// The request as it has come, but for fields that may be secret (RFC 9110 §9.3.8).
    /// </summary>
    private static Task TraceAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"TRACE {target} {context.Request.Protocol}\r\n");
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is not ("Cookie" or "Authorization" or "Proxy-Authorization"))
            {
                foreach (var value in values)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
                }
            }
        }

        context.Response.ContentType = "message/http";
        return WriteAsync(context, text.Append("\r\n").ToString());
    }

    private static Task OptionsAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD, POST, OPTIONS, TRACE";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task SayAsync(HttpContext context, string text, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return WriteAsync(context, text);
    }

    private static async Task WriteAsync(HttpContext context, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static int Number(HttpContext context, string name, int usual, int most) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, most)
            : usual;
}
