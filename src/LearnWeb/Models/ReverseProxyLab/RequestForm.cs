using System.Globalization;
using System.Text.RegularExpressions;
using LearnWeb.Http;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// How a request is written: who sends it, the target, how often, and a field line, of which the last two may be left
/// out. Nothing of it reaches a proxy's configuration.
/// </summary>
internal static partial class RequestForm
{
    private const int LongestPath = 100;
    private const int LongestField = 200;

    /// <summary>Those that end a message or a connection, and the one by which the lab finds a request again.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Content-Length",
        "Transfer-Encoding",
        "Upgrade",
        "Expect",
        "TE",
        LabFields.RequestId,
    };

    public static ProxyGrammar.Form Of(string method) =>
        new(
            $"A B C, /path, 1…{ProxyGrammar.MostTimes}, Field: value",
            words =>
                words is [var clients, var path, .. var rest] && ClientsOf(clients) is { } who && IsPath(path)
                    ? Read(method, who, path, rest)
                    : null
        );

    private static ProxyGrammar.Reading? Read(string method, List<Client> clients, string path, string[] rest)
    {
        if (rest is [var count, .. var after] && int.TryParse(count, CultureInfo.InvariantCulture, out _))
        {
            return ProxyGrammar.Number(
                count,
                1,
                ProxyGrammar.MostTimes,
                times => WithField(new RequestStep(method, clients, path, times, ""), after)
            );
        }

        return WithField(new RequestStep(method, clients, path, 1, ""), rest);
    }

    /// <summary>What stands last may have commas in it.</summary>
    private static ProxyGrammar.Reading? WithField(RequestStep step, string[] rest)
    {
        if (rest.Length == 0)
        {
            return ProxyGrammar.Reading.Of(step);
        }

        var line = string.Join(", ", rest);
        if (line.Length > LongestField || !IsPrintable(line) || FieldLine.Read(line) is not var (name, value))
        {
            return null;
        }

        if (Reserved.Contains(name))
        {
            return new(null, ProxyMistake.ReservedField);
        }

        var isOwnCookie =
            name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
            && SiteCookies.ValuesIn(value, SiteCookies.IsSecret).Any();
        return isOwnCookie
            ? new(null, ProxyMistake.OwnCookie)
            : ProxyGrammar.Reading.Of(step with { Field = $"{name}: {value}" });
    }

    private static List<Client>? ClientsOf(string words)
    {
        var clients = new List<Client>();
        foreach (var word in words.Split([' ', '+'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is not [>= 'A' and <= 'C'])
            {
                return null;
            }

            clients.Add(Enum.Parse<Client>(word));
        }

        return clients.Count is > 0 and <= ProxyGrammar.MostAtOnce ? clients : null;
    }

    private static bool IsPath(string path) => path.Length <= LongestPath && Path().IsMatch(path);

    private static bool IsPrintable(string line) => line.All(c => c is >= ' ' and <= '~');

    [GeneratedRegex(@"^/[A-Za-z0-9\-._~/?=&%]*\z", RegexOptions.None, 1000)]
    private static partial Regex Path();
}
