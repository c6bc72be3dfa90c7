namespace LearnWeb.Models.Accounts;

/// <summary>
/// A refresh token as its bearer has it. All of its family share the first half; who brings that with a second half
/// that is not the newest has once had a token of this family. So a used token is known for one as long as the family
/// lives, and need not be kept.
/// </summary>
internal sealed record RefreshValue
{
    /// <summary>Characters that a family shares, 126 bits; 130 are each token's own.</summary>
    private const int Shared = 21;

    private readonly string _text;

    private RefreshValue(string text) => _text = text;

    /// <summary>The first of a new family.</summary>
    public static RefreshValue New() => new(OpaqueToken.New());

    /// <summary>What a text says; <c>null</c> if it is no token.</summary>
    public static RefreshValue? Read(string? text) => OpaqueToken.IsOne(text) ? new RefreshValue(text!) : null;

    /// <summary>Its family's <see cref="TokenFamily.Id"/>, which says nothing of what is shared.</summary>
    public string Family => OpaqueToken.Hash(_text[..Shared])[..16];

    /// <summary>Its <see cref="RefreshToken.Hash"/>.</summary>
    public string Hash => OpaqueToken.Hash(_text);

    /// <summary>The successor.</summary>
    public RefreshValue Next() => new(_text[..Shared] + OpaqueToken.New()[Shared..]);

    /// <summary>What is issued.</summary>
    public override string ToString() => _text;
}
