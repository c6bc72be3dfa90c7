using System.Globalization;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Rendering.Tcp;

/// <summary>One field of a header as it is drawn: its name in the resources, its width in bits, its value.</summary>
/// <param name="Name">Key under <c>TcpField-…</c>.</param>
/// <param name="Value">What it holds; an ellipsis where it goes on from the row above.</param>
public sealed record HeaderCell(string Name, int Bits, string Value);

/// <summary>A TCP header as RFC 9293 §3.1 draws it: rows of 32 bits.</summary>
public static class HeaderRows
{
    private const int RowBits = 32;

    public static IReadOnlyList<IReadOnlyList<HeaderCell>> Of(TcpHeader header) =>
        [
            [
                new("SourcePort", 16, Number(header.SourcePort)),
                new("DestinationPort", 16, Number(header.DestinationPort)),
            ],
            [new("SequenceNumber", RowBits, Number(header.SequenceNumber))],
            [new("AcknowledgmentNumber", RowBits, Number(header.AcknowledgmentNumber))],
            [
                new("DataOffset", 4, Number(header.Length / 4)),
                new("Reserved", 4, Number(header.Reserved)),
                new("ControlBits", 8, string.Join(' ', header.FlagNames)),
                new("Window", 16, Number(header.Window)),
            ],
            [
                new("Checksum", 16, $"0x{header.Checksum.ToString("x4", CultureInfo.InvariantCulture)}"),
                new("UrgentPointer", 16, Number(header.UrgentPointer)),
            ],
            .. Options(header.Options),
        ];

    /// <summary>Options one after another; what does not fit into a row goes on in the next.</summary>
    private static List<IReadOnlyList<HeaderCell>> Options(IReadOnlyList<TcpOption> options)
    {
        var rows = new List<IReadOnlyList<HeaderCell>>();
        var row = new List<HeaderCell>();
        foreach (var option in options)
        {
            var (value, left) = (option.ToString(), option.Bytes.Length * 8);
            while (left > 0)
            {
                var bits = Math.Min(left, RowBits - row.Sum(cell => cell.Bits));
                row.Add(new HeaderCell("Option", bits, value));
                (value, left) = ("…", left - bits);
                if (row.Sum(cell => cell.Bits) == RowBits)
                {
                    rows.Add(row);
                    row = [];
                }
            }
        }

        return rows;
    }

    private static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
