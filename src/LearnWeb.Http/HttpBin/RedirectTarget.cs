namespace LearnWeb.Http.HttpBin;

/// <summary>Decides where a redirection may lead: to this site, or to a host that the operator has named.</summary>
public static class RedirectTarget
{
    /// <summary>
    /// The value of <c>Location</c>: a path for this site, an absolute URL for another host. The result is <c>null</c>
    /// if the URL leads elsewhere or could be read in two ways. The value is the URL as it was understood here, never
    /// the text that was asked for, because a browser must not understand something that was not checked.
    /// </summary>
    /// <param name="url">The requested URL, relative or absolute.</param>
    /// <param name="here">The URL of the request. A relative URL is resolved against it (RFC 3986 §5).</param>
    /// <param name="otherHosts">
    /// The names of allowed hosts, with a port where it is not the default one of the scheme.
    /// </param>
    public static string? Resolve(string? url, Uri here, IReadOnlySet<string> otherHosts)
    {
        // Browsers remove tabs and line ends inside a URL, trim it, and read \ as /.
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
            return path.StartsWith("//", StringComparison.Ordinal) ? null : path; // it would name a host
        }

        var authority = target.IsDefaultPort ? target.IdnHost : $"{target.IdnHost}:{target.Port}";
        return otherHosts.Contains(authority) ? target.AbsoluteUri : null;
    }
}
