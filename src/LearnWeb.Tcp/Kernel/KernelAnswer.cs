using System.Globalization;
using System.Runtime.InteropServices;

namespace LearnWeb.Tcp.Kernel;

/// <summary>The kernel's answers to system calls, as text for the trace.</summary>
internal static class KernelAnswer
{
    public const string Ok = "ok";

    public const int TryAgain = 11;
    public const int AlreadyConnected = 106;
    public const int AlreadyConnecting = 114;
    public const int InProgress = 115;

    // These are the error numbers (errno(3)) that the calls of a script can return.
    private static readonly Dictionary<int, string> Names = new (int Number, string Name)[]
    {
        (1, "EPERM"),
        (2, "ENOENT"),
        (9, "EBADF"),
        (TryAgain, "EAGAIN"),
        (12, "ENOMEM"),
        (13, "EACCES"),
        (16, "EBUSY"),
        (19, "ENODEV"),
        (22, "EINVAL"),
        (24, "EMFILE"),
        (28, "ENOSPC"),
        (30, "EROFS"),
        (32, "EPIPE"),
        (95, "EOPNOTSUPP"),
        (98, "EADDRINUSE"),
        (99, "EADDRNOTAVAIL"),
        (101, "ENETUNREACH"),
        (103, "ECONNABORTED"),
        (104, "ECONNRESET"),
        (105, "ENOBUFS"),
        (AlreadyConnected, "EISCONN"),
        (107, "ENOTCONN"),
        (110, "ETIMEDOUT"),
        (111, "ECONNREFUSED"),
        (113, "EHOSTUNREACH"),
        (AlreadyConnecting, "EALREADY"),
        (InProgress, "EINPROGRESS"),
    }.ToDictionary(error => error.Number, error => error.Name);

    /// <summary>
    /// The answer to a call: a number if the call counts something, <c>ok</c> for zero or a descriptor, otherwise the
    /// name and the text of the error.
    /// </summary>
    public static string Of(nint returned, bool counts = false) =>
        returned < 0 ? OfError(Marshal.GetLastPInvokeError())
        : counts ? returned.ToString(CultureInfo.InvariantCulture)
        : Ok;

    public static string OfError(int error) => $"{NameOf(error)} ({Marshal.GetPInvokeErrorMessage(error)})";

    public static string NameOf(int error) =>
        Names.TryGetValue(error, out var name) ? name : string.Create(CultureInfo.InvariantCulture, $"E{error}");
}

/// <summary>A system call failed that is needed to set up the wire.</summary>
internal sealed class KernelRefusalException(string call, int error)
    : Exception($"{call}: {KernelAnswer.OfError(error)}")
{
    public string Call => call;

    public int Error => error;

    /// <summary>Returns the result of a call; throws if the call failed.</summary>
    public static int Check(int returned, string call) =>
        returned >= 0 ? returned : throw new KernelRefusalException(call, Marshal.GetLastPInvokeError());

    public static FileDescriptor Check(FileDescriptor opened, string call) =>
        !opened.IsInvalid ? opened : throw new KernelRefusalException(call, Marshal.GetLastPInvokeError());
}
