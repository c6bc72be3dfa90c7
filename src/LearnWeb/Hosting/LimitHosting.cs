using System.Threading.RateLimiting;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Hosting;

/// <summary>
/// How often. Counted for each visitor, since forty learners may share one address; with a ceiling for each address,
/// since a visitor is only a cookie.
/// </summary>
internal static class LimitHosting
{
    /// <summary>The policy of experiments that cost the server something.</summary>
    public const string Experiments = "experiments";

    /// <summary>The policy of sign-in and all else about accounts.</summary>
    public const string Accounts = "accounts";

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var perVisitor = settings.Number("Limits:ExperimentsPerMinute", 120);
        var perAddress = settings.Number("Limits:ExperimentsPerMinuteAndAddress", 2400);
        // a class without cookies is one visitor
        var accountsPerVisitor = settings.Number("Limits:AccountCallsPerMinute", 600);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
                new ValueTask(
                    TooManyRequests.AnswerAsync(
                        rejected.HttpContext,
                        rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                            ? after
                            : TimeSpan.FromMinutes(1)
                    )
                );
            limiter.AddPolicy(Experiments, context => PerMinute(Visitor.Of(context), perVisitor));
            limiter.AddPolicy(Accounts, context => PerMinute(Visitor.Of(context), accountsPerVisitor));
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null
                    ? RateLimitPartition.GetNoLimiter("")
                    : PerMinute($"address {ClientAddress.Of(context)}", perAddress)
            );
        });
    }

    private static RateLimitPartition<string> PerMinute(string partition, int permits) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            partition,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        );
}
