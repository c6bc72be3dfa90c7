using LearnWeb.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>That this request's exchange is being kept, and under which identifier.</summary>
internal sealed record ExchangeCapture(string Id, string Visitor, DateTimeOffset Received)
{
    /// <summary>The request as far as it had been read when its keeping began: its head.</summary>
    public CapturedMessage? Request { get; init; }

    public bool Decoded { get; init; }

    /// <summary>
    /// The exchange as far as it has come, for the page that is its own subject; <c>null</c> if it is not kept.
    /// </summary>
    public static Exchange? Present(HttpContext context)
    {
        if (context.Features.Get<ExchangeCapture>() is not { } keeping)
        {
            return null;
        }

        var request = keeping.Decoded ? keeping.Request! : context.Features.GetRequiredFeature<ConnectionTap>().Request;
        return new Exchange(
            keeping.Id,
            keeping.Received,
            context.Request.Protocol,
            keeping.Decoded,
            request,
            null,
            TimeSpan.Zero
        );
    }
}
