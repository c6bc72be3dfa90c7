using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;

namespace LearnWeb.Hosting;

/// <summary>Why the site does not start, where that is for the person who starts it to mend.</summary>
internal static class StartFailure
{
    /// <summary>
    /// What is wrong and what to do about it; <c>null</c> for a mistake of the program, which is to fail with its
    /// trace.
    /// </summary>
    public static string? Explain(Exception error) =>
        error switch
        {
            SettingException setting => setting.Message,
            IOException { InnerException: AddressInUseException } =>
                $"{error.Message.TrimEnd('.')}. Stop the program that listens there, or choose another port, "
                    + "like Urls=http://localhost:5081.",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                "This user may not listen on a port of Urls. Choose one above 1023, like Urls=http://localhost:5080.",
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
                "An address of Urls is none of this machine's. To listen on all it has, write "
                    + "Urls=http://0.0.0.0:5080.",
            // appsettings.json
            InvalidDataException { InnerException: { } cause } => $"{error.Message} {cause.Message}",
            InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
                $"{FirstSentenceOf(error)} For an https address in Urls, let "
                    + "Kestrel:Certificates:Default:Path name a certificate; or serve http.",
            InvalidOperationException { Source: "Microsoft.Extensions.Logging.Configuration" } =>
                $"{error.Message} Look at Logging in the settings: a level is one of "
                    + $"{string.Join(", ", Enum.GetNames<LogLevel>())}.",
            UnauthorizedAccessException or IOException or CryptographicException => error.Message,
            _ => null,
        };

    private static string FirstSentenceOf(Exception error) =>
        $"{error.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.')}.";
}
