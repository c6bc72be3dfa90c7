using System.Collections;
using System.Globalization;

namespace LearnWeb.Wsgi;

/// <summary>What an application returned, as a server can see it without asking for a block.</summary>
public static class Returned
{
    /// <summary>How many blocks there are: Python's <c>len()</c>; <c>null</c> if that cannot be told.</summary>
    public static int? LengthOf(object blocks) =>
        blocks switch
        {
            IRemoteBlocks remote => remote.Length,
            ICollection all => all.Count,
            _ => null,
        };

    /// <summary>In the words of Python: its type, and its length if it has one.</summary>
    public static string Describe(object? blocks) =>
        Describe(PythonText.KindOf(blocks), blocks is string text ? text.Length : (blocks as ICollection)?.Count);

    /// <summary>The same of what another process has returned.</summary>
    public static string Describe(string kind, int? length) =>
        length is null ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}, len {length}");
}
