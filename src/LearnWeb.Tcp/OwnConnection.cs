namespace LearnWeb.Tcp;

/// <summary>The connection over which a request came, as the server's kernel sees it.</summary>
/// <param name="Peer">Address and port of whoever opened it: the visitor, or a proxy.</param>
/// <param name="Local">Address and port of the server.</param>
/// <param name="IsProxys">Whether a proxy said that it passes the request on, so that this is its connection, not the
/// visitor's.</param>
/// <param name="Info">What the kernel says of it; <c>null</c> where it is not Linux.</param>
public sealed record OwnConnection(string Peer, string Local, bool IsProxys, TcpInfo? Info);
