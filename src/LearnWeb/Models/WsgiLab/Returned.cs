using System.Collections;
using System.Globalization;

namespace LearnWeb.Models.WsgiLab;

/// <summary>What an application returned, as a server can see it without asking for a block.</summary>
public static class Returned
{
    /// <summary>How many blocks there are: Python's <c>len()</c>; <c>null</c> if that cannot be told.</summary>
    public static int? LengthOf(object blocks) => blocks switch
    {
        ISizedBlocks sized => sized.Length,
        ICollection all => all.Count,
        _ => null,
    };

    /// <summary>In the words of Python.</summary>
    public static string Describe(object? blocks) => blocks switch
    {
        byte[] or string or null => WsgiContract.Describe(blocks),
        ICollection all => string.Create(CultureInfo.InvariantCulture, $"list, len {all.Count}"),
        IEnumerator or IAsyncEnumerator<object?> => "generator", // what the compiler makes of yield is both at once
        _ => blocks.GetType().Name,
    };
}
