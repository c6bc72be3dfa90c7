using System.Net;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>A running reverse proxy; it ends when it is disposed.</summary>
public interface IProxy : IAsyncDisposable
{
    /// <summary>Where it listens, on loopback.</summary>
    IPEndPoint Address { get; }

    /// <summary>What it was told.</summary>
    string Configuration { get; }

    /// <summary>Whether it has ended without having been told to.</summary>
    bool HasEnded { get; }

    /// <summary>
    /// To which origins it has turned, by its own account; a refused connection is seen nowhere else.
    /// </summary>
    /// <param name="requests">How many requests it has answered; it may not have noted the last one yet.</param>
    Task<IReadOnlyList<Attempt>> AttemptsAsync(int requests);
}
