using System.Globalization;
using System.Text;
using System.Text.Json;
using LearnWeb.Http;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>
/// Does to a credential what the learner chose, for real: every step is a request to the lab's own server.
/// </summary>
public sealed class SessionTokenExperiment(
    RawSender sender,
    VisitStore visits,
    CredentialIssuers issuers,
    TimeProvider clock
)
{
    /// <summary>What can be done with one way of staying signed in.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    ["sign-in", "use", "tamper", "sign-out", "short", "revoke", "key", "second"];

    /// <summary>What tries everything at once, with tokens.</summary>
    public const string AttackAll = "attack";

    /// <summary>Runs one action.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="action">One of <see cref="Actions"/>, or <see cref="AttackAll"/>.</param>
    /// <param name="way">With which credential.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    public async Task<SessionTokenTrace> RunAsync(string visit, string action, Way way, CancellationToken cancellation)
    {
        var steps = new List<LabStep>();
        var state = (await visits.ReadAsync(visit, cancellation))!;
        if (action == AttackAll)
        {
            return new SessionTokenTrace(action, null, await AttackAsync(visit, cancellation));
        }

        if (
            !state.Credentials.TryGetValue(way, out var credential)
            || action is "sign-in" or "short"
            || (action != "use" && !await IsGoodAsync(way, credential, cancellation))
        )
        {
            // What is measured is what becomes of a good credential.
            credential = await SignInAsync(visit, way, isShort: action == "short", steps, cancellation);
        }

        if (action is "sign-out" or "revoke")
        {
            steps.Add(
                await SendAsync(
                    action,
                    $"POST /lab/{action}",
                    Carry(way, credential),
                    $"visit={visit}&way={way}",
                    cancellation
                )
            );
        }
        else if (action == "key")
        {
            await visits.ChangeAsync(visit, changing => changing.ChangeKey(), cancellation);
        }

        var path = action == "second" ? "/second/account" : "/lab/account";
        var sent = action == "tamper" ? ChangeOne(way, credential) : credential;
        var last = await SendAsync(After(action), $"GET {path}", Carry(way, sent), body: null, cancellation);
        steps.Add(last);
        await visits.ChangeAsync(visit, noting => NoteOutcome(noting, action, way, last.Status), cancellation);
        return new SessionTokenTrace(action, way, steps);
    }

    private static string After(string action) =>
        action is "sign-in" or "short" or "use" ? "use"
        : action is "tamper" or "second" ? action
        : "replay";

    private async Task<bool> IsGoodAsync(Way way, string credential, CancellationToken cancellation) =>
        (await SendAsync("use", "GET /lab/account", Carry(way, credential), body: null, cancellation)).Status == 200;

    /// <summary>Of a token one byte of the payload, which stays JSON; of anything else any character.</summary>
    private static string ChangeOne(Way way, string credential)
    {
        if (way is not (Way.Jwt or Way.DenyList))
        {
            return TokenForger.ChangeOne(credential);
        }

        return TokenForger.EditPayload(
            credential,
            payload => payload["sub"] = TokenForger.ChangeOne((string)payload["sub"]!)
        );
    }

    /// <summary>The field line that carries a credential, with its CRLF.</summary>
    private static string Carry(Way way, string credential) =>
        way switch
        {
            Way.Session => $"Cookie: {CookieNames.Session}={credential}\r\n",
            Way.Cookie => $"Cookie: {CookieNames.Ticket}={credential}\r\n",
            _ => $"Authorization: Bearer {credential}\r\n",
        };

    private async Task<string> SignInAsync(
        string visit,
        Way way,
        bool isShort,
        List<LabStep> steps,
        CancellationToken cancellation
    )
    {
        var step = await SendAsync(
            "sign-in",
            "POST /lab/sign-in",
            "",
            $"visit={visit}&way={way}&short={(isShort ? "true" : "false")}",
            cancellation
        );
        steps.Add(step);
        var answer = Encoding.UTF8.GetString(step.Exchange.Response.Bytes.Span);
        var credential = way is Way.Session or Way.Cookie
            ? answer.Split("Set-Cookie: ")[1].Split('=', ';')[1]
            : Json(answer).GetProperty("access_token").GetString()!;
        var row = way == Way.Session ? await SizeOfRowAsync(visit, cancellation) : 0;
        await visits.ChangeAsync(visit, state => NoteSignIn(state, way, credential, isShort, row), cancellation);
        return credential;
    }

    private static void NoteSignIn(VisitState state, Way way, string credential, bool isShort, int row)
    {
        var payload = way is Way.Jwt or Way.DenyList ? TokenForger.Read(credential).Payload : null;
        state.Credentials[way] = credential;
        state.SignedIn.Add(way);
        state.ShortLived.Remove(way);
        if (isShort)
        {
            state.ShortLived.Add(way);
        }

        if (way == Way.DenyList)
        {
            state.Issued.Add((string)payload!["jti"]!);
        }

        state.Note(Question.BytesPerRequest, way, Number(Carry(way, credential).Length));
        state.Note(Question.ReadWithoutKey, way, payload?.ToJsonString() ?? "");
        state.Note(Question.ServerStores, way, Number(way == Way.DenyList ? SizeOfDenyList(state) : row));
    }

    private static void NoteOutcome(VisitState state, string action, Way way, int status)
    {
        Question? question = action switch
        {
            "tamper" => Question.OneByteChanged,
            "sign-out" => Question.ReplayedAfterSignOut,
            "revoke" => Question.RevokedEverywhere,
            "key" => Question.KeyChanged,
            "second" => Question.SecondServer,
            "use" when state.ShortLived.Contains(way) && status == 401 => Question.Expired,
            _ => null,
        };
        if (question is { } asked)
        {
            state.Note(asked, way, Number(status));
        }

        if (action is "sign-out" or "revoke")
        {
            state.SignedIn.Remove(way);
            if (way == Way.DenyList)
            {
                state.Note(Question.ServerStores, way, Number(SizeOfDenyList(state)));
            }
        }
    }

    private static int SizeOfDenyList(VisitState state) => state.Denied.Sum(id => id.Length);

    private async Task<List<LabStep>> AttackAsync(string visit, CancellationToken cancellation)
    {
        var steps = new List<LabStep>();
        var good = await SignInAsync(visit, Way.Jwt, isShort: false, steps, cancellation);
        var state = (await visits.ReadAsync(visit, cancellation))!;
        var forge = new TokenForger(state.SigningKey(visit), clock);
        steps.Add(await SendAsync("good", "GET /lab/account", Carry(Way.Jwt, good), body: null, cancellation));
        foreach (var attack in TokenForger.Attacks)
        {
            steps.Add(
                await SendAsync(
                    attack,
                    "GET /lab/account",
                    Carry(Way.Jwt, forge.Forge(attack, good)),
                    body: null,
                    cancellation
                )
            );
        }

        var refresh = Json(Encoding.UTF8.GetString(steps[0].Exchange.Response.Bytes.Span))
            .GetProperty("refresh_token")
            .GetString();
        steps.Add(await SendAsync("refresh", "POST /lab/refresh", "", $"refresh_token={refresh}", cancellation));
        var successor = Json(Encoding.UTF8.GetString(steps[^1].Exchange.Response.Bytes.Span))
            .GetProperty("refresh_token")
            .GetString();
        // later than its use, by the clock's smallest step
        await Task.Delay(TimeSpan.FromMilliseconds(2), cancellation);
        steps.Add(
            await SendAsync("refresh-replayed", "POST /lab/refresh", "", $"refresh_token={refresh}", cancellation)
        );
        steps.Add(
            await SendAsync("refresh-family", "POST /lab/refresh", "", $"refresh_token={successor}", cancellation)
        );

        return steps;
    }

    private async Task<LabStep> SendAsync(
        string what,
        string line,
        string credential,
        string? body,
        CancellationToken cancellation
    )
    {
        var content = body is null
            ? ""
            : $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Number(body.Length)}\r\n";
        var request = Encoding.ASCII.GetBytes(
            $"{line} HTTP/1.1\r\nHost: lab.example\r\n{credential}{content}\r\n{body}"
        );
        var trace = await sender.SendAsync(new RawInput(request), cancellation);
        var exchange = trace.Exchanges[0];
        return new LabStep(what, StatusOf(exchange.Response.Bytes.Span), exchange);
    }

    private async Task<int> SizeOfRowAsync(string visit, CancellationToken cancellation) =>
        (await issuers.Sessions.ListAsync(visit, cancellation)) is [var row, ..]
            ? row.Hash.Length
                + row.Owner.Length
                + row.Name.Length
                + row.Ticket.Length
                + row.Browser.Length
                + (2 * sizeof(long))
            : 0;

    private static int StatusOf(ReadOnlySpan<byte> response) =>
        response.Length >= 12 && int.TryParse(response[9..12], CultureInfo.InvariantCulture, out var status)
            ? status
            : 0;

    private static JsonElement Json(string answer) =>
        JsonDocument
            .Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)])
            .RootElement;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The names of the lab's cookies; none is the site's own.</summary>
public static class CookieNames
{
    public const string Session = "lw-lab-session";

    public const string Ticket = "lw-lab-ticket";

    public const string Visit = "lw-lab-visit";

    /// <summary>Every test cookie of the cross-site demonstration begins so.</summary>
    public const string Test = "lw-lab-site-";
}
