namespace LearnWeb.Models.Accounts;

/// <summary>Encrypts what must not lie open in the database.</summary>
public interface IKeyProtector
{
    byte[] Protect(byte[] plain);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was protected with other keys, or
    /// changed.</exception>
    byte[] Unprotect(byte[] protectedKey);
}
