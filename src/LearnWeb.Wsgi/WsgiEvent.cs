namespace LearnWeb.Wsgi;

/// <summary>A kind of step between the server and the application.</summary>
public enum WsgiEventKind
{
    /// <summary>The server called the application.</summary>
    Called,

    /// <summary>The application read from <c>wsgi.input</c>.</summary>
    Read,

    /// <summary>The application wrote to <c>wsgi.errors</c>.</summary>
    Complained,

    /// <summary>The application called <c>start_response</c>.</summary>
    Started,

    /// <summary>The application called <c>start_response</c> again, with <c>exc_info</c>, in time.</summary>
    Restarted,

    /// <summary>
    /// The server raised the error of <c>exc_info</c> again in the application, because the head had been sent.
    /// </summary>
    Reraised,

    /// <summary>The application called <c>write</c>.</summary>
    Wrote,

    /// <summary>The application returned its iterable.</summary>
    Returned,

    /// <summary>The iterable yielded a block.</summary>
    Yielded,

    /// <summary>The server sent the status line and the header fields.</summary>
    HeadSent,

    /// <summary>The iterable had no more blocks.</summary>
    Exhausted,

    /// <summary>The server stopped asking for blocks, because the body was complete.</summary>
    Stopped,

    /// <summary>The client went away.</summary>
    ClientGone,

    /// <summary>A rule was broken.</summary>
    Broken,

    /// <summary>The application could not be run.</summary>
    Raised,

    /// <summary>The server called <c>close()</c>.</summary>
    Closed,

    /// <summary><c>close()</c> raised an exception, which changes nothing that is sent.</summary>
    CloseFailed,

    /// <summary>The server answered in the application's place.</summary>
    Refused,

    /// <summary>The server cut the connection, because it cannot take back what it has sent.</summary>
    Cut,

    /// <summary>Steps were left out here because there were too many; the text says how many.</summary>
    LeftOut,
}

/// <summary>One step of a call.</summary>
/// <param name="Milliseconds">The time in milliseconds since the request was complete.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">The arguments, a type or a message; may be empty.</param>
/// <param name="Bytes">The number of bytes that were read or given; 0 for a step without bytes.</param>
/// <param name="Rule">The rule that was broken, or <c>null</c>.</param>
public sealed record WsgiEvent(double Milliseconds, WsgiEventKind Kind, string Text, int Bytes, string? Rule);
