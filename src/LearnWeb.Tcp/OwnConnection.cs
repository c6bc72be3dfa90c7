namespace LearnWeb.Tcp;

/// <summary>The connection over which a request arrived, as the server's kernel sees it.</summary>
/// <param name="Peer">The address and port of the end that opened the connection: the visitor, or a proxy.</param>
/// <param name="Local">The address and port of the server.</param>
/// <param name="IsProxys">
/// Whether a proxy has announced that it forwards the request. The connection is then the proxy's, not the visitor's.
/// </param>
/// <param name="Info">What the kernel reports about the connection; <c>null</c> if the system is not Linux.</param>
public sealed record OwnConnection(string Peer, string Local, bool IsProxys, TcpInfo? Info);
