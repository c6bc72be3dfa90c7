using System.Collections;
using System.Globalization;

namespace LearnWeb.Wsgi;

/// <summary>Describes what an application returned, as far as a server can see it without asking for a block.</summary>
public static class Returned
{
    /// <summary>The number of blocks, which is Python's <c>len()</c>; <c>null</c> if it is not known.</summary>
    public static int? LengthOf(object blocks) =>
        blocks switch
        {
            IRemoteBlocks remote => remote.Length,
            ICollection all => all.Count,
            _ => null,
        };

    /// <summary>Describes the object in Python's terms: its type, and its length if it has one.</summary>
    public static string Describe(object? blocks) =>
        Describe(PythonText.KindOf(blocks), blocks is string text ? text.Length : (blocks as ICollection)?.Count);

    /// <summary>Describes an object that another process has returned.</summary>
    public static string Describe(string kind, int? length) =>
        length is null ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}, len {length}");
}
