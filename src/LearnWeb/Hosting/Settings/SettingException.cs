namespace LearnWeb.Hosting;

/// <summary>
/// A setting that cannot be used, told to whoever set it: one sentence for what is wrong and one for the remedy.
/// </summary>
internal sealed class SettingException(string message, Exception? cause = null) : Exception(message, cause);
