using System.Runtime.ExceptionServices;

namespace LearnWeb.Wsgi;

/// <summary>
/// An application as PEP 3333 has it ("The Application/Framework Side"): called once for each request with two
/// positional arguments. What Python does not check the types do not either, so that a broken application can be
/// written and refused.
/// </summary>
/// <param name="environ">CGI variables, <c>wsgi.*</c>, and what the server adds; the application may change it.</param>
/// <param name="startResponse">Takes status and header fields.</param>
/// <returns>What yields the body's blocks: <see cref="System.Collections.IEnumerable"/> or, where it has to wait, an
/// <see cref="IAsyncEnumerable{T}"/> of objects. Its <c>Dispose</c> is Python's <c>close()</c>.</returns>
public delegate object? WsgiApplication(IDictionary<string, object> environ, StartResponse startResponse);

/// <summary>Notes status and header fields; sends nothing (PEP 3333, "The start_response() Callable").</summary>
/// <param name="status">Like <c>200 OK</c>.</param>
/// <param name="responseHeaders">A list of pairs of name and value.</param>
/// <param name="excInfo">The error that makes another call legal.</param>
/// <returns><c>write(body_data)</c>.</returns>
public delegate Action<object?> StartResponse(
    object? status,
    object? responseHeaders,
    ExceptionDispatchInfo? excInfo = null
);

/// <summary>An exception of an application elsewhere.</summary>
/// <param name="repr">As Python shows it: its class and its arguments.</param>
internal sealed class RemoteException(string repr) : Exception(repr);

/// <summary>
/// The iterable of an application elsewhere, which says of it, once it has begun, what can be seen here of others.
/// </summary>
public interface IRemoteBlocks
{
    /// <summary>The number of blocks, Python's <c>len()</c>; <c>null</c> if it cannot be told.</summary>
    int? Length { get; }

    /// <summary>Whether the block that was given last was given to <c>write</c>.</summary>
    bool WasWritten { get; }
}
