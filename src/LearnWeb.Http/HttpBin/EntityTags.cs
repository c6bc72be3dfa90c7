namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Reads the entity tags in <c>If-Match</c>, <c>If-None-Match</c> and <c>If-Range</c> (RFC 9110 §8.8.3, §13.1).
/// </summary>
public static class EntityTags
{
    /// <summary>Whether a text can stand between the quotes of an entity tag.</summary>
    public static bool IsOpaque(string text) => text.Length > 0 && text.All(c => c is '!' or (>= '#' and <= '~'));

    /// <summary>
    /// Whether a list contains the strong entity tag with this text. Tags without quotes are understood too, as in
    /// httpbin.
    /// </summary>
    /// <param name="list">The field's value, or <c>null</c>.</param>
    /// <param name="opaque">The tag without its quotes.</param>
    /// <param name="strong">
    /// Whether a weak tag in the list counts as different (strong comparison, RFC 9110 §8.8.3.2).
    /// </param>
    public static bool Contains(string? list, string opaque, bool strong)
    {
        var at = 0;
        while (list is not null && at < list.Length)
        {
            if (list[at] is ' ' or '\t' or ',')
            {
                at++;
                continue;
            }

            var weak = list.AsSpan(at).StartsWith("W/", StringComparison.Ordinal);
            at += weak ? 2 : 0;
            var quoted = at < list.Length && list[at] == '"';
            at += quoted ? 1 : 0;
            var end = list.IndexOf(quoted ? '"' : ',', at);
            end = end < 0 ? list.Length : end;
            var tag = list.AsSpan(at, end - at);
            tag = quoted ? tag : tag.Trim();
            if ((tag is "*" && !quoted && !weak) || (tag.SequenceEqual(opaque) && !(weak && strong)))
            {
                return true;
            }

            at = end + 1;
        }

        return false;
    }
}
