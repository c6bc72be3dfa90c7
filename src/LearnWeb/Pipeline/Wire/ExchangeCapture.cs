using LearnWeb.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>Marks a request whose exchange is kept, with the identifier of the exchange.</summary>
internal sealed record ExchangeCapture(string Id, string Visitor, DateTimeOffset Received)
{
    /// <summary>The part of the request that had been read when its keeping began: its head.</summary>
    public CapturedMessage? Request { get; init; }

    public bool Decoded { get; init; }

    /// <summary>The exchange so far, for a page that shows its own request; <c>null</c> if it is not kept.</summary>
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
