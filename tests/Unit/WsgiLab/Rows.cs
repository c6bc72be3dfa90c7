using System.Collections;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>Yields one row, then what it is told to; counts how often it is closed.</summary>
internal sealed class Rows(Func<object?> then) : IEnumerable<object>, IDisposable
{
    public int Closed { get; private set; }

    public bool FailsToClose { get; init; }

    public IEnumerator<object> GetEnumerator()
    {
        yield return "row"u8.ToArray();
        if (then() is { } more)
        {
            yield return more;
        }
    }

    public void Dispose()
    {
        Closed++;
        if (FailsToClose)
        {
            throw new InvalidOperationException("cannot close");
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
