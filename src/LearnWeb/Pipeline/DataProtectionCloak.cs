using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace LearnWeb.Pipeline;

/// <summary>Encrypts with the site's Data Protection keys, which lie apart from the database.</summary>
internal sealed class DataProtectionCloak(IDataProtectionProvider provider) : IKeyCloak
{
    private readonly IDataProtector _protector = provider.CreateProtector("LearnWeb.SigningKeys");

    public byte[] Cover(byte[] plain) => _protector.Protect(plain);

    public byte[] Uncover(byte[] covered) => _protector.Unprotect(covered);
}
