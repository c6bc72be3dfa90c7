using System.Globalization;
using System.Reflection;

namespace LearnWeb.Hosting;

/// <summary>
/// Binds a section of the settings to an options class, as the framework's own binder does, but says in one sentence
/// which setting cannot be used and what to write instead. What is empty counts as not set.
/// </summary>
internal static class SettingsBinding
{
    /// <summary>More of anything than anybody wants: bytes, hours, connections.</summary>
    private const int Most = 100_000_000;

    /// <summary>
    /// Options that are checked before the site starts; a consumer asks for <c>IOptions&lt;T&gt;</c>.
    /// </summary>
    public static void AddSettings<T>(this IServiceCollection services, string section)
        where T : class =>
        services
            .AddOptions<T>()
            .Configure<IConfiguration>((options, settings) => Bind(settings.GetSection(section), options))
            .ValidateOnStart();

    /// <exception cref="SettingException">A value is not of its property's type, or a number is out of
    /// bounds.</exception>
    private static void Bind(IConfigurationSection section, object options)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            if (section[property.Name] is { Length: > 0 } text)
            {
                property.SetValue(options, Read($"{section.Path}:{property.Name}", text, property, options));
            }
        }
    }

    private static object Read(string key, string text, PropertyInfo property, object options)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(string) ? text
            : type == typeof(bool) ? ReadFlag(key, text)
            : ReadNumber(key, text, type, property.GetValue(options));
    }

    private static bool ReadFlag(string key, string text) =>
        bool.TryParse(text, out var flag)
            ? flag
            : throw new SettingException($"{key} is '{text}'. Write true or false.");

    private static object ReadNumber(string key, string text, Type type, object? otherwise)
    {
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        var isWhole = type == typeof(double) || double.IsInteger(number);
        return isNumber && isWhole && number is > 0 and <= Most
            ? Convert.ChangeType(number, type, CultureInfo.InvariantCulture)
            : throw new SettingException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{key} is '{text}'. Write a number greater than 0, like {otherwise ?? 1}, at most {Most}."
                )
            );
    }
}
