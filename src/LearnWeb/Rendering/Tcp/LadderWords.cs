using System.Globalization;
using LearnWeb.Models;
using LearnWeb.Tcp;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Rendering.Tcp;

/// <summary>What a ladder says of its arrows; and all of it in words, as the same facts.</summary>
internal sealed class LadderWords
{
    private readonly UiStrings _words;
    private readonly Numbering _numbers;
    private readonly bool _isNumbered;
    private readonly bool _isNarrow;
    private readonly IReadOnlyList<(int Client, int Server)> _ports;

    public LadderWords(TcpTrace trace, LadderLayout layout, LadderView view, UiStrings words)
    {
        (_words, _numbers, _isNarrow) = (words, new Numbering(trace), view.IsNarrow);
        _isNumbered = layout.Arrows.Any(arrow => arrow.Segment.Connection > 1);
        _ports =
        [
            .. layout
                .Arrows.Where(arrow => arrow.Segment.Connection > 0)
                .Select(arrow => Ports(arrow.Segment))
                .Distinct(),
        ];
        foreach (var (side, name) in new[] { (Side.Client, view.ClientName), (Side.Server, view.ServerName) })
        {
            if (name is not null && layout.Arrows.FirstOrDefault(arrow => arrow.Segment.Direction == side) is { } first)
            {
                _numbers.Name(side, name, first.Segment.Seq);
            }
        }
    }

    /// <summary>Who did what, in order of time.</summary>
    public static IEnumerable<(Side From, Side? To, string What)> Facts(
        TcpTrace trace,
        UiStrings words,
        LadderView view
    )
    {
        var layout = new LadderLayout(trace, view);
        var told = new LadderWords(trace, layout, view, words);
        var start = layout.Steps.Count > 0 ? layout.Steps[0].Item.At : 0;
        var arrows = layout.Arrows.Select(arrow =>
            (
                arrow.Segment.At,
                Row: (
                    arrow.Segment.Direction,
                    (Side?)arrow.To,
                    $"{told.Named(arrow)} {told.Numbered(arrow, relative: false)}".Trim()
                )
            )
        );
        var states = StateTrack
            .Of(trace)
            .Where(change => change.At >= start && change.At < layout.End)
            .Select(change => (change.At, Row: (change.Side, (Side?)null, words["Sequence-State", change.State])));
        return states.Concat(arrows).OrderBy(fact => fact.At).Select(fact => fact.Row);
    }

    /// <summary>Flags, and what is special about it.</summary>
    public string Named(LadderArrow arrow)
    {
        var segment = arrow.Segment;
        var flags = string.Join(' ', segment.Flags);
        // with what was lost there is no room for more
        flags = segment.Cookie && (arrow.IsOfNobody || !segment.Lost) ? _words["TcpCookie", flags] : flags;
        var crowd = arrow.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{flags} × {arrow.Count}") : flags;
        var connection =
            _isNumbered && segment.Connection > 0
                ? string.Create(CultureInfo.InvariantCulture, $"#{segment.Connection} ")
                : "";
        var what = segment switch
        {
            { Forged: true } => _words["TcpForged", crowd],
            { Connection: 0, Lost: true, Again: true } => _words["TcpToNobodyAgain", crowd],
            { Connection: 0, Lost: true } => _words["TcpToNobody", crowd],
            { Lost: true, Again: true } => _words["TcpLostAgain", flags],
            { Lost: true } => _words["TcpLost", _numbers.IsProbe(segment) ? _words["TcpProbe", flags] : flags],
            { Arrived: null } => _words["TcpHeld", flags],
            { Copy: true } => _words["TcpCopy", flags],
            { Again: true } => Again(segment),
            _ when _numbers.IsProbe(segment) => _words["TcpProbe", flags],
            _ => crowd,
        };
        return connection + (segment.Dropped ? _words[_isNarrow ? "TcpDroppedNarrow" : "TcpDropped", what] : what);
    }

    /// <summary>The segment's numbers; none for a crowd, each of which has its own.</summary>
    public string Numbered(LadderArrow arrow, bool relative) =>
        arrow.Count > 1 ? "" : _numbers.InWords(arrow.Segment, relative);

    /// <summary>A side's port, if all connections have the same; else nothing.</summary>
    public string PortOf(Side side) =>
        _ports is [var (client, server)] ? Port(side == Side.Client ? client : server) : "";

    /// <summary>
    /// Whose it is where connections differ in their ports, what it repeats, and when it was sent and arrived.
    /// </summary>
    public string Times(LadderArrow arrow)
    {
        var segment = arrow.Segment;
        var whose =
            _ports.Count > 1 && segment.Connection > 0
                ? string.Create(CultureInfo.InvariantCulture, $"#{segment.Connection} {Port(Ports(segment).Client)} · ")
                : "";
        var again = segment.Again ? $"{Again(segment)} · " : "";
        var sent = whose + again + _words["TcpSentAt", Milliseconds(segment.At)];
        var times = arrow.Arrived is { } arrived ? $"{sent}{_words["TcpArrivedAt", Milliseconds(arrived)]}" : sent;
        return segment.Dropped ? _words["TcpDropped", times] : times;
    }

    /// <summary>A retransmission, and by how much it is later than the original.</summary>
    private string Again(TracedSegment again)
    {
        var seconds = (again.At - _numbers.OriginalOf(again).At) / 1000;
        return _words[
            "TcpAgain",
            string.Join(' ', again.Flags),
            seconds.ToString("0.00", CultureInfo.InvariantCulture)
        ];
    }

    private static (int Client, int Server) Ports(TracedSegment segment)
    {
        var (source, destination) = Packet.Parse(segment.Bytes.Span).Tcp is { } tcp
            ? (tcp.SourcePort, tcp.DestinationPort)
            : default;
        return segment.Direction == Side.Client ? (source, destination) : (destination, source);
    }

    private static string Port(int number) => string.Create(CultureInfo.InvariantCulture, $":{number}");

    private static string Milliseconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
