using Xunit;

namespace LearnWeb.Tests;

/// <summary>
/// As <see cref="Assert.All{T}(IEnumerable{T}, Action{T})"/>, for what may be empty: then nothing would be proved.
/// </summary>
internal static class AssertEach
{
    public static void Of<T>(IEnumerable<T> items, Action<T> check)
    {
        var all = items.ToList();
        Assert.NotEmpty(all);
        Assert.All(all, check);
    }
}
