using System.Threading.RateLimiting;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// Lets few passwords be hashed at once: each costs a core some 0.1 s, and hashing must not take the whole machine.
/// </summary>
public sealed class PasswordHashLimiter : IDisposable
{
    /// <summary>How many wait at most; the next is sent away.</summary>
    public const int MostWaiting = 200;

    private readonly ConcurrencyLimiter _places = new(
        new ConcurrencyLimiterOptions
        {
            PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }
    );

    /// <summary>Does the work when it is its turn.</summary>
    /// <exception cref="TooBusyException">Too many are waiting.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        using var place = await _places.AcquireAsync(1, cancellation);
        if (!place.IsAcquired)
        {
            throw new TooBusyException();
        }

        return await Task.Run(work, cancellation);
    }

    public void Dispose() => _places.Dispose();
}

/// <summary>The server has more to do than it can; it is worth trying again in a few seconds.</summary>
public sealed class TooBusyException() : Exception("Too many sign-ins are waiting.");
