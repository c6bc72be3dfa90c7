using System.Text;

namespace LearnWeb.Wsgi;

/// <summary>
/// The stream <c>wsgi.errors</c>. It passes text line by line to the server's log and to the recorder, at most 200
/// lines of 500 characters for one request.
/// </summary>
public sealed class WsgiErrors(Action<string> log, WsgiRecorder? recorder)
    : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    private const int LongestLine = 500;
    private const int MostLines = 200;

    private readonly StringBuilder _line = new();
    private int _lines;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value == '\n')
        {
            Flush();
        }
        else if (_line.Length < LongestLine)
        {
            _line.Append(value);
        }
    }

    /// <summary>Python's <c>writelines</c>: writes all lines and adds no line ends.</summary>
    public void WriteLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Write(line);
        }
    }

    public override void Flush()
    {
        if (_line.Length > 0 && _lines++ < MostLines)
        {
            var line = WsgiContract.Describe(_line.ToString());
            recorder?.Add(WsgiEventKind.Complained, line);
            log(line);
        }

        _line.Clear();
    }
}
