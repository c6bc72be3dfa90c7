using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace LearnWeb.Pipeline;

/// <summary>Encrypts with the site's Data Protection keys, which are stored apart from the database.</summary>
internal sealed class DataProtectionKeyProtector(IDataProtectionProvider provider) : IKeyProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("LearnWeb.SigningKeys");

    public byte[] Protect(byte[] plain) => _protector.Protect(plain);

    public byte[] Unprotect(byte[] protectedKey) => _protector.Unprotect(protectedKey);
}
