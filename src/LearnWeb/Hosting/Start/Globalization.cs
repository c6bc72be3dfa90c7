using System.Globalization;

namespace LearnWeb.Hosting;

/// <summary>The cultures the site speaks, without which neither words nor sorting are right.</summary>
internal static class Globalization
{
    /// <exception cref="SettingException">This machine has none.</exception>
    public static void Check()
    {
        try
        {
            _ = CultureInfo.GetCultureInfo("zh-CN");
        }
        catch (CultureNotFoundException error)
        {
            throw new SettingException(
                "Globalization is invariant, but the site needs the cultures zh and en. Unset "
                    + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, and on Linux install ICU (Debian: libicu).",
                error
            );
        }
    }
}
