using LearnWeb.Http;

namespace LearnWeb.Wsgi;

/// <summary>Tells from which bytes of the request each variable of the environ was made.</summary>
public sealed class EnvironSources
{
    private static readonly IReadOnlyList<ByteSpan> None = [];

    private readonly Dictionary<string, List<ByteSpan>> _spans = [];

    /// <param name="request">The bytes of one well-formed request.</param>
    /// <param name="mount">The path prefix of the application.</param>
    public EnvironSources(ReadOnlySpan<byte> request, string mount)
    {
        foreach (var part in MessageParts.Of(request))
        {
            var text = FieldLine.TextOf(request.Slice(part.Start, part.Length));
            switch (part.Kind)
            {
                case PartKind.StartLine:
                    AddStartLine(text, part.Start, mount);
                    break;
                case PartKind.FieldLine:
                    AddField(text, part.Start);
                    break;
                case PartKind.Body:
                    Add(WsgiEnviron.Input, part.Start, part.Length);
                    break;
            }
        }
    }

    /// <summary>
    /// The bytes from which a variable was made, in order; an empty list if the value comes from the server itself.
    /// </summary>
    public IReadOnlyList<ByteSpan> Of(string key) => _spans.GetValueOrDefault(key) ?? None;

    private void AddStartLine(string line, int start, string mount)
    {
        if (line.Split(' ') is not [var method, var target, var protocol])
        {
            return;
        }

        var at = start + method.Length + 1;
        Add("REQUEST_METHOD", start, method.Length);
        var path = target.Split('?')[0];
        if (WsgiEnviron.IsUnder(mount, path))
        {
            Add("SCRIPT_NAME", at, mount.Length);
            Add("PATH_INFO", at + mount.Length, path.Length - mount.Length);
        }

        if (path.Length < target.Length)
        {
            Add("QUERY_STRING", at + path.Length + 1, target.Length - path.Length - 1);
        }

        Add("SERVER_PROTOCOL", at + target.Length + 1, protocol.Length);
    }

    private void AddField(string line, int start)
    {
        var key = WsgiEnviron.KeyOf(FieldLine.Split(line).Name);
        if (key is not null)
        {
            Add(key, start, line.Length);
        }

        if (key == "HTTP_HOST")
        {
            Add("SERVER_NAME", start, line.Length);
        }
    }

    private void Add(string key, int start, int length)
    {
        if (length > 0)
        {
            (_spans.TryGetValue(key, out var spans) ? spans : _spans[key] = []).Add(new ByteSpan(start, length));
        }
    }
}
