using Microsoft.Extensions.Caching.Memory;

namespace LearnWeb.Models.Labs;

/// <summary>
/// Tells for whom a program asks that has no cookie: a page prints a ticket in the command that it shows, and what the
/// command does is the learner's. A ticket is worth no more than that, and lasts for <see cref="Lifetime"/>, in memory.
/// </summary>
public sealed class LearnerTickets : IDisposable
{
    /// <summary>The field of a request that carries one.</summary>
    public const string Field = "Lab-Ticket";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>The most that are valid at once; the oldest make room.</summary>
    private const int Most = 20_000;

    private readonly MemoryCache _visitors = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>A ticket for a visitor.</summary>
    public string Issue(string visitor)
    {
        var ticket = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        _visitors.Set(
            ticket,
            visitor,
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime }
        );
        return ticket;
    }

    /// <summary>Whose it is; <c>null</c> if it is none, or none any more.</summary>
    public string? VisitorOf(string ticket) => _visitors.Get<string>(ticket);

    public void Dispose() => _visitors.Dispose();
}
