using System.Threading.RateLimiting;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

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
        builder.Services.AddRateLimiter(_ => { });
        builder
            .Services.AddOptions<RateLimiterOptions>()
            .Configure<IOptions<LimitOptions>>((limiter, limits) => Limit(limiter, limits.Value));
    }

    private static void Limit(RateLimiterOptions limiter, LimitOptions limits)
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
        limiter.AddPolicy(Experiments, context => PerMinute(Visitor.Of(context), limits.ExperimentsPerMinute));
        limiter.AddPolicy(Accounts, context => PerMinute(Visitor.Of(context), limits.AccountCallsPerMinute));
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null
                ? RateLimitPartition.GetNoLimiter("")
                : PerMinute($"address {ClientAddress.Of(context)}", limits.ExperimentsPerMinuteAndAddress)
        );
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
