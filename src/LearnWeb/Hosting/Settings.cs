using System.Globalization;
using System.Numerics;

namespace LearnWeb.Hosting;

/// <summary>
/// A setting that cannot be used, told to whoever set it: one sentence for what is wrong and one for the remedy.
/// </summary>
internal sealed class SettingException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Settings that are not text.</summary>
internal static class Settings
{
    /// <summary>More of anything than anybody wants: bytes, hours, connections.</summary>
    private const int Most = 100_000_000;

    /// <summary>A number greater than 0, at most a hundred million.</summary>
    /// <exception cref="SettingException">It is something else.</exception>
    public static T Number<T>(this IConfiguration configuration, string key, T otherwise)
        where T : struct, INumber<T>
    {
        var text = configuration[key];
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        var isNumber = T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && number > T.Zero && number <= T.CreateChecked(Most)
            ? number
            : throw new SettingException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{key} is '{text}'. Write a number greater than 0, like {otherwise}, at most {Most}."
                )
            );
    }

    /// <summary>Yes or no.</summary>
    /// <exception cref="SettingException">It is something else.</exception>
    public static bool Flag(this IConfiguration configuration, string key, bool otherwise)
    {
        var text = configuration[key];
        return string.IsNullOrEmpty(text) ? otherwise
            : bool.TryParse(text, out var flag) ? flag
            : throw new SettingException($"{key} is '{text}'. Write true or false.");
    }
}
