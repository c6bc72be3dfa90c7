namespace LearnWeb.Models.Accounts;

/// <summary>Encrypts what must not lie open in the database.</summary>
public interface IKeyCloak
{
    byte[] Cover(byte[] plain);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was covered with other keys, or
    /// changed.</exception>
    byte[] Uncover(byte[] covered);
}
