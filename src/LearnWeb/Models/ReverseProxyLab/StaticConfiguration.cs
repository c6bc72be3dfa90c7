using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>What nginx is told to serve files itself and to leave the rest to an application.</summary>
public static partial class StaticConfiguration
{
    /// <param name="port">Where it listens, on loopback.</param>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="application">Where the application listens.</param>
    /// <exception cref="NginxException">nginx has no way to write this folder's name.</exception>
    public static string Write(int port, string folder, IPEndPoint application) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            server {
                listen 127.0.0.1:{{port}};
                root {{Quoted(folder)}};
                types { text/html html; }
                charset utf-8;
                gzip_static on;                     # page.html.gz beside page.html, made in advance

                location / {
                    try_files $uri @application;    # the file if there is one, else the application
                }
                location @application {
                    proxy_pass http://{{application}};
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $remote_addr;
                }
            }

            """
        );

    /// <summary>A text as nginx reads it. A dollar sign would begin a variable, and nothing escapes it.</summary>
    private static string Quoted(string text) =>
        text.Contains('$', StringComparison.Ordinal)
            ? throw new NginxException("nginx cannot serve from a folder with $ in its name.")
            : $"\"{Special().Replace(text, "\\$0")}\"";

    [GeneratedRegex("""["\\]""", RegexOptions.None, 1000)]
    private static partial Regex Special();
}
