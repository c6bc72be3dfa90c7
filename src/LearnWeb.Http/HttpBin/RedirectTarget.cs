namespace LearnWeb.Http.HttpBin;

/// <summary>Where a redirection may lead: into this site, or to a host that the operator named.</summary>
public static class RedirectTarget
{
    /// <summary>
    /// What goes into <c>Location</c>: a path for this site, an absolute address for another host. <c>null</c> if
    /// the address leads elsewhere or could be read in two ways. What is sent is the address as it was understood
    /// here, never the text that was asked for: a browser must not understand more than was checked.
    /// </summary>
    /// <param name="url">The address asked for, relative or absolute.</param>
    /// <param name="here">The address of the request, against which a relative one resolves (RFC 3986 §5).</param>
    /// <param name="otherHosts">Host names, with a port where it is not the scheme's own.</param>
    public static string? Resolve(string? url, Uri here, IReadOnlySet<string> otherHosts)
    {
        // Browsers drop tabs and line ends inside an address, trim it, and read \ as /.
        if (
            string.IsNullOrEmpty(url)
            || url.Any(c => char.IsControl(c) || c == '\\')
            || url.Trim() != url
            || !Uri.TryCreate(here, url, out var target)
            || (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps)
            || target.UserInfo.Length > 0
        )
        {
            return null;
        }

        if (target.Scheme == here.Scheme && target.Authority == here.Authority)
        {
            var path = target.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped);
            return path.StartsWith("//", StringComparison.Ordinal) ? null : path; // would name a host
        }

        var authority = target.IsDefaultPort ? target.IdnHost : $"{target.IdnHost}:{target.Port}";
        return otherHosts.Contains(authority) ? target.AbsoluteUri : null;
    }
}
