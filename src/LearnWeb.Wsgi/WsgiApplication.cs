using System.Runtime.ExceptionServices;

namespace LearnWeb.Wsgi;

/// <summary>
/// An application as PEP 3333 defines it ("The Application/Framework Side"): the server calls it once for each request
/// with two positional arguments. The types are as loose as Python's, so that a broken application can be written and
/// refused.
/// </summary>
/// <param name="environ">
/// The CGI variables, the <c>wsgi.*</c> variables and those that the server adds. The application may change the
/// dictionary.
/// </param>
/// <param name="startResponse">The function to which the application gives the status and the header fields.</param>
/// <returns>
/// An iterable of the body's blocks: an <see cref="System.Collections.IEnumerable"/> or, if it has to wait, an <see
/// cref="IAsyncEnumerable{T}"/> of objects. Its <c>Dispose</c> is Python's <c>close()</c>.
/// </returns>
public delegate object? WsgiApplication(IDictionary<string, object> environ, StartResponse startResponse);

/// <summary>
/// Stores the status and the header fields; it sends nothing (PEP 3333, "The start_response() Callable").
/// </summary>
/// <param name="status">The status code and the reason phrase, such as <c>200 OK</c>.</param>
/// <param name="responseHeaders">A list of pairs, each with a name and a value.</param>
/// <param name="excInfo">The error because of which the application may call the function again.</param>
/// <returns>The function <c>write(body_data)</c>.</returns>
public delegate Action<object?> StartResponse(
    object? status,
    object? responseHeaders,
    ExceptionDispatchInfo? excInfo = null
);

/// <summary>An exception that an application has raised in another process.</summary>
/// <param name="repr">The exception as Python shows it: its class and its arguments.</param>
internal sealed class RemoteException(string repr) : Exception(repr);

/// <summary>
/// The iterable of an application in another process. After it has started, it reports what a server could see directly
/// of an application in its own process.
/// </summary>
public interface IRemoteBlocks
{
    /// <summary>The number of blocks, which is Python's <c>len()</c>; <c>null</c> if it is not known.</summary>
    int? Length { get; }

    /// <summary>Whether the application passed the latest block to <c>write</c>.</summary>
    bool WasWritten { get; }
}
