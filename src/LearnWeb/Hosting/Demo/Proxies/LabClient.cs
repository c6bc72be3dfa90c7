using System.Globalization;
using System.Net;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Models.ReverseProxyLab;

namespace LearnWeb.Hosting;

/// <summary>A client of the lab: an address of its own, and the cookies that it was given.</summary>
internal sealed class LabClient(Client name)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public Client Name => name;

    /// <summary>
    /// Where it comes from: 127.1.0.1, 127.2.0.1 or 127.3.0.1, networks of their own, since nginx goes by the first
    /// three numbers. Linux has all of 127.0.0.0/8 on its loopback; elsewhere all clients are one address.
    /// </summary>
    public IPAddress Address { get; } =
        OperatingSystem.IsLinux() ? new IPAddress([127, (byte)(name + 1), 0, 1]) : IPAddress.Loopback;

    /// <summary>Writes a request: its own connection, which the server is to close after the answer.</summary>
    public RawInput Write(RequestStep step, string id)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{step.Method} {step.Path} HTTP/1.1\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Host: {LabFields.Host}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"{LabFields.RequestId}: {id}\r\n");
        if (step.Field.Length > 0)
        {
            text.Append(step.Field).Append("\r\n");
        }

        lock (_cookies)
        {
            if (_cookies.Count > 0)
            {
                var pairs = string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
                text.Append(CultureInfo.InvariantCulture, $"Cookie: {pairs}\r\n");
            }
        }

        text.Append("Connection: close\r\n");
        if (step.Method == "POST")
        {
            text.Append("Content-Type: text/plain\r\nContent-Length: 8\r\n\r\none tea\n");
        }
        else
        {
            text.Append("\r\n");
        }

        return new RawInput(Encoding.ASCII.GetBytes(text.ToString()));
    }

    /// <summary>Keeps the cookies of a response; attributes are not looked at but for one that deletes.</summary>
    public void Keep(MessageReader response)
    {
        lock (_cookies)
        {
            foreach (var field in response.ValuesOf("Set-Cookie"))
            {
                var parts = field.Split(';', StringSplitOptions.TrimEntries);
                if (parts[0].Split('=', 2) is not [var key, var value])
                {
                    continue;
                }

                if (parts.Contains("max-age=0", StringComparer.OrdinalIgnoreCase))
                {
                    _cookies.Remove(key);
                }
                else
                {
                    _cookies[key] = value;
                }
            }
        }
    }
}
