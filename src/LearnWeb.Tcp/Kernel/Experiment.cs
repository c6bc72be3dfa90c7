using System.Net;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Tcp.Kernel;

/// <summary>Two ends and the wire between them, on which one script is run.</summary>
internal sealed class Experiment
{
    /// <summary>
    /// A step ends when nothing has moved for this many milliseconds. The time is shorter than the shortest delay of an
    /// ACK (40).
    /// </summary>
    private const double Quiet = 10;

    /// <summary>
    /// If a wait is shorter than asked by this many milliseconds, nothing is said: a wait of ten seconds always starts
    /// a little after the script.
    /// </summary>
    private const double Negligible = 100;

    /// <summary>
    /// How long an experiment waits for connect(2) in addition to the wire's own delay, in milliseconds: one
    /// retransmission comes after a second.
    /// </summary>
    private const double ConnectTimeout = 1500;

    /// <summary>
    /// How long the two ends may take to finish their connections before they are abandoned, in milliseconds.
    /// </summary>
    private const double ClosingTime = 60;

    private static readonly IPAddress ClientAddress = IPAddress.Parse("192.0.2.1"); // RFC 5737: for documentation
    private static readonly IPEndPoint ServerAddress = IPEndPoint.Parse("192.0.2.2:8080");

    private readonly NetworkEnd _clientEnd = new(Side.Client, ClientAddress);
    private readonly NetworkEnd _serverEnd = new(Side.Server, ServerAddress.Address);
    private readonly Journal _journal = new();
    private readonly Relay _relay;
    private readonly EndProgram _client;
    private readonly EndProgram _server;
    private readonly KernelSettings _settings;
    private readonly Forger _forger;

    /// <exception cref="KernelRefusalException">The kernel does not allow such networks here.</exception>
    public Experiment()
    {
        _relay = new Relay(_clientEnd, _serverEnd, _journal);
        (_client, _server) = (new EndProgram(_clientEnd), new EndProgram(_serverEnd));

        (_settings, _forger) = (
            new KernelSettings(_clientEnd, _serverEnd),
            new Forger(_relay, _journal, ClientAddress, ServerAddress)
        );
        _settings.Begin();
        WarmUp();
    }

    /// <summary>Is called after each turn of the wire. It may throw to end the experiment.</summary>
    public Action OnTurn { get; init; } = () => { };

    private bool IsOver => _relay.Now >= TcpScript.Longest.TotalMilliseconds || _journal.IsFull;

    public TcpTrace Run(TcpScript script)
    {
        var taken = DateTimeOffset.UtcNow;
        _relay.Begin();
        var steps = new List<(TracedStep Step, int First)>();
        foreach (var step in script.Steps)
        {
            // T5: the programs carry the step out, and the kernels react.
            steps.Add((Trace(step), _journal.Count));
        }

        // A segment may arrive long after the step in which it was sent, so that its arrival is known only now.
        var (first, traced) = (0, new List<TracedStep>());
        foreach (var (step, next) in steps)
        {
            traced.Add(step with { Segments = _journal.Between(first, next) });
            first = next;
        }

        var cut = _journal.IsFull;
        Leave();
        return new TcpTrace(taken, File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), Recorded: false, cut, traced);
    }

    private TracedStep Trace(Step step)
    {
        var at = _relay.Now;
        var (ofClient, ofServer) = (_clientEnd.Counters(), _serverEnd.Counters());
        var result =
            !IsOver ? Perform(step)
            : _journal.IsFull ? TracedStep.NoRoom
            : TracedStep.NoTime;
        Settle();
        // T8: nothing moves any more, so all values that are read now belong to the same moment.
        var states = _relay.States();
        var rows = _serverEnd.Sockets();
        var listening = _server.Listening;
        return new TracedStep(
            step.ToString(),
            result,
            at,
            [],
            new ClientEnd(
                states.Client,
                _clientEnd.Sockets(),
                _client.Info,
                NetStat.Risen(ofClient, _clientEnd.Counters())
            ),
            new ServerEnd(
                states.Server,
                listening is null ? TcpState.Closed : TcpState.Listen,
                listening?.Backlog ?? 0,
                listening?.Queue ?? 0,
                rows.Count(row => row.IsRequest),
                rows,
                _server.Info,
                NetStat.Risen(ofServer, _serverEnd.Counters())
            )
        );
    }

    private string Perform(Step step)
    {
        switch (step)
        {
            case ListenStep listen:
                return _server.Listen(listen);
            case AcceptStep:
                return _server.Accept();
            case ConnectStep connect:
                return Connect(connect);
            case MssStep mss:
                _client.MaximumSegmentSize = mss.Bytes;
                break;
            case SendStep send:
                return ProgramOf(send.By).Send(send.Bytes);
            case KeepAliveStep keepAlive:
                return ProgramOf(keepAlive.By).KeepAlive(keepAlive);
            case CallStep call:
                return ProgramOf(call.By).Call(call.Call);
            case WaitStep wait:
                return Wait(wait.Milliseconds);
            case DelayStep delay:
                _relay.Delay = delay.Milliseconds;
                break;
            case LoseStep lose:
                _relay.Lose(lose.Which, lose.Count);
                break;
            case DoubleStep twice:
                _relay.Double(twice.Which);
                break;
            case HoldStep hold:
                _relay.Holding = hold.Which;
                break;
            case ReleaseStep release:
                _relay.Release(release.Count);
                break;
            case SettingStep setting:
                _settings.Set(setting);
                break;
            case RetriesStep retries:
                _settings.Set(retries);
                break;
            case PortsStep ports:
                _settings.Set(ports);
                break;
            case SynStep syn:
                _forger.Flood(syn);
                break;
            case ForgeStep forge:
                _forger.Forge(forge);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }

        return KernelAnswer.Ok;
    }

    /// <summary>
    /// Does once what is done to every segment, so that the JIT compiler does not slow the first segment down.
    /// </summary>
    private void WarmUp()
    {
        var packet = Packet.Build(
            ClientAddress,
            ServerAddress.Address,
            new TcpHeader { Control = ControlBits.Syn },
            default
        );
        _ = new Transmission(Packet.Parse(packet.ToBytes()), Side.Client, 0, _relay.Now, _relay.States()).ToTrace();
        _ = _serverEnd.Counters();
        _relay.Turn(0);
    }

    private EndProgram ProgramOf(Side side) => side == Side.Client ? _client : _server;

    private string Connect(ConnectStep step)
    {
        var byClient = step.From == Side.Client;
        var (program, to) = (
            ProgramOf(step.From),
            byClient ? ServerAddress : new IPEndPoint(ClientAddress, _journal.NewestPort)
        );
        var (port, answer) = program.BeginConnect(
            to,
            byClient ? step.Port : ServerAddress.Port,
            step.FastOpenBytes,
            step.DelaysAck
        );
        if (byClient && port > 0)
        {
            _journal.Open(port);
        }

        if (answer is not null)
        {
            return answer; // the call was refused, or the data is on its way with the SYN
        }

        var isHeld = _relay.Holding is SegmentKind.Any or SegmentKind.Syn or SegmentKind.SynAck;
        var timeout = isHeld ? Quiet : ConnectTimeout + (4 * _relay.Delay);
        Run(timeout, until: () => (answer = program.Progress(to)) is not null);
        return answer == KernelAnswer.Ok && step.FastOpenBytes > 0
            ? program.Send(step.FastOpenBytes) // without a cookie, the data is sent after the handshake
            : answer ?? KernelAnswer.OfError(KernelAnswer.InProgress);
    }

    /// <summary>Waits until nothing moves. Held segments do not count.</summary>
    private void Settle()
    {
        var began = _relay.Now;
        Run(
            TcpScript.Longest.TotalMilliseconds,
            until: () => _relay.IsIdle && _relay.Now - Math.Max(began, _relay.LastMove) >= Quiet
        );
    }

    private void Run(double milliseconds, Func<bool> until)
    {
        var end = _relay.Now + milliseconds;
        while (!until() && _relay.Now < end && !IsOver)
        {
            _relay.Turn(end - _relay.Now);
            OnTurn();
        }
    }

    private string Wait(double milliseconds)
    {
        var end = _relay.Now + milliseconds;
        Run(milliseconds, until: () => false);
        return end - _relay.Now > Negligible ? TracedStep.CutShort : KernelAnswer.Ok;
    }

    private void Leave()
    {
        _relay.Restore();
        _client.Dispose();
        _server.Dispose();
        for (var end = _relay.Now + ClosingTime; _relay.Now < end; OnTurn())
        {
            _relay.Turn(end - _relay.Now);
        }
    }
}
