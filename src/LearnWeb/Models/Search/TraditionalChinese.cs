using System.Text;

namespace LearnWeb.Models.Search;

/// <summary>
/// Reads traditional Chinese as simplified, and the words that Taiwan and Hong Kong have for things of the field as the
/// mainland's: the notes are in these. The tables are OpenCC's (Apache License 2.0, beside them in
/// <c>Resources/Chinese</c>).
/// </summary>
internal static class TraditionalChinese
{
    private static readonly Lazy<Table> Characters = new(() => new Table("TSPhrases.txt", "TSCharacters.txt"));
    private static readonly Lazy<Table> Words = new(() => new Table("region-words.txt"));

    /// <summary>The text in simplified characters and the mainland's words; what is neither stays.</summary>
    public static string ToSimplified(string text) => Words.Value.Replace(Characters.Value.Replace(text));

    /// <summary>Pairs of texts, of which the longest that fits is replaced.</summary>
    private sealed class Table
    {
        private readonly Dictionary<string, string> _pairs = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
        private readonly byte[] _longest = new byte[char.MaxValue + 1]; // of the keys that begin with a character

        public Table(params ReadOnlySpan<string> files)
        {
            foreach (var file in files)
            {
                foreach (var (key, value) in Read(file))
                {
                    _pairs.TryAdd(key, value);
                    _longest[key[0]] = Math.Max(_longest[key[0]], (byte)key.Length);
                }
            }

            _bySpan = _pairs.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public string Replace(string text)
        {
            var replaced = new StringBuilder(text.Length);
            var at = 0;
            while (at < text.Length)
            {
                var length = LongestAt(text.AsSpan(at), replaced);
                if (length == 0)
                {
                    replaced.Append(text[at++]);
                }

                at += length;
            }

            return replaced.ToString();
        }

        private int LongestAt(ReadOnlySpan<char> text, StringBuilder replaced)
        {
            for (var length = Math.Min(_longest[text[0]], text.Length); length > 0; length--)
            {
                if (_bySpan.TryGetValue(text[..length], out var value))
                {
                    replaced.Append(value);
                    return length;
                }
            }

            return 0;
        }

        /// <summary>A key, a tab, and values of which the first is the usual one; <c>#</c> begins a comment.</summary>
        private static IEnumerable<(string Key, string Value)> Read(string file)
        {
            using var stream = typeof(Table).Assembly.GetManifestResourceStream($"LearnWeb.Resources.Chinese.{file}")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                if (line.Split('\t') is [var key, var values] && line[0] != '#')
                {
                    yield return (key, values.Split(' ')[0]);
                }
            }
        }
    }
}
