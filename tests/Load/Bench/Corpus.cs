using System.Globalization;
using System.Text;

namespace LearnWeb.Tests.Load.Bench;

/// <summary>
/// Writes a content folder of any size, valid by <c>docs/writing-notes.md</c>. The same count always gives the
/// same bytes, so that two runs compare.
/// </summary>
internal static class Corpus
{
    private const int TermsPerNote = 12;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes notes 1 to <paramref name="count"/>, each as <c>zh.md</c> and <c>en.md</c>.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, int count)
    {
        for (var order = 1; order <= count; order++)
        {
            var note = Directory.CreateDirectory(Path.Combine(folder, Slug(order))).FullName;
            File.WriteAllText(Path.Combine(note, "zh.md"), Text(Prose.Chinese, order), Utf8);
            File.WriteAllText(Path.Combine(note, "en.md"), Text(Prose.English, order), Utf8);
        }
    }

    /// <summary>The first have the real stations' slugs: the site may look for a lab's note by its name.</summary>
    private static string Slug(int order) =>
        order <= Stations.Slugs.Length ? Stations.Slugs[order - 1] : Formatted($"note-{order:D5}");

    // One seed for both languages: the twins then have the same headings, figures and questions.
    private static string Text(Prose prose, int order)
    {
        var dice = new Dice(order);
        var text = new StringBuilder();
        Front(text, prose, order, dice);
        Blocks(text, prose, order, dice);
        for (var section = 1; section <= 10; section++)
        {
            Section(text, prose, order, section, dice);
        }

        return text.ToString();
    }

    private static void Front(StringBuilder text, Prose prose, int order, Dice dice)
    {
        var (subject, other) = (Term(prose, order, dice), Term(prose, order, dice));
        var requires = order == 1 ? "" : Slug(order - 1);
        Append(
            text,
            $"---\ntitle: {prose.Title(subject, order)}\nsummary: {prose.Sentence(0, subject, other, order)}\n"
        );
        Append(text, $"order: {order}\nrequires: [{requires}]\nupdated: 2026-11-23\n---\n\n");
    }

    private static void Blocks(StringBuilder text, Prose prose, int order, Dice dice)
    {
        var (first, second, third) = (Said(prose, order, dice), Said(prose, order, dice), Said(prose, order, dice));
        Append(text, $":::: answers\n::: short\n{first}\n:::\n::: long\n{second}\n\n{third}\n:::\n");
        Append(text, $"::: follow-ups\n- **{prose.Question}** {first}\n:::\n::::\n\n");
        Append(
            text,
            $"::: quiz\n{prose.Question}\n\n- [ ] {prose.Yes}\n\n  {first}\n- [x] {prose.No}\n\n  {second}\n:::\n\n"
        );
    }

    private static void Section(StringBuilder text, Prose prose, int order, int section, Dice dice)
    {
        var heading = prose.Heading(Term(prose, order, dice), section);
        Append(text, $"{(section % 3 == 0 ? "###" : "##")} {heading} {{#part-{section}}}\n\n");
        for (var paragraph = dice.Next(2) + 1; paragraph > 0; paragraph--)
        {
            for (var sentence = dice.Next(3) + 2; sentence > 0; sentence--)
            {
                text.Append(Said(prose, order, dice)).Append(prose.Space);
            }

            text.Length -= prose.Space.Length;
            text.Append("\n\n");
        }

        if (section == 5)
        {
            Append(text, $"```http\nGET /orders/{order} HTTP/1.1\nHost: shop-{order}.example\n```\n\n");
        }
    }

    private static string Said(Prose prose, int order, Dice dice) =>
        prose.Sentence(dice.Next(Prose.SentenceCount), Term(prose, order, dice), Term(prose, order, dice), order);

    // A note keeps to its topic: a search then finds some of the notes, not all of them.
    private static string Term(Prose prose, int order, Dice dice) =>
        prose.Term(((order * 7) + dice.Next(TermsPerNote)) % Prose.TermCount);

    private static void Append(StringBuilder text, FormattableString part) => text.Append(Formatted(part));

    private static string Formatted(FormattableString part) => part.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Small repeatable numbers (a linear congruential generator); <c>Random</c> may change between runtimes.
    /// </summary>
    private sealed class Dice(int seed)
    {
        private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15;

        public int Next(int sides)
        {
            _state = unchecked((_state * 6364136223846793005) + 1442695040888963407);
            return (int)((_state >> 33) % (ulong)sides);
        }
    }
}
