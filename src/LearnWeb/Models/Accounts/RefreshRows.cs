using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// All the refresh tokens that came of one sign-in, each from the one before. Times are seconds since 1970 (UTC).
/// </summary>
public sealed class TokenFamily
{
    /// <summary>By what it can be named: a part of the hash of what its tokens share.</summary>
    public required string Id { get; init; }

    public required string Owner { get; init; }

    /// <summary>The browser's or program's <c>User-Agent</c>, cut to 200 characters.</summary>
    public required string Browser { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>When it was last refreshed.</summary>
    public required long SeenAt { get; set; }
}

/// <summary>One refresh token, good once; a used one is kept only while it may come again by mistake.</summary>
public sealed class RefreshToken
{
    /// <summary>The hash of the token; never the token itself.</summary>
    public required string Hash { get; init; }

    public required string Family { get; init; }

    /// <summary>When its successor was issued; <c>null</c> while it is good. Milliseconds since 1970 (UTC).</summary>
    public long? RotatedAt { get; set; }
}

internal sealed class TokenFamilyTable : IEntityTypeConfiguration<TokenFamily>
{
    public void Configure(EntityTypeBuilder<TokenFamily> builder)
    {
        builder.ToTable("TokenFamilies");
        builder.HasIndex(family => family.Owner);
        builder.HasIndex(family => family.SeenAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(family => family.Owner).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RefreshTokenTable : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("RefreshTokens");
        builder.HasKey(token => token.Hash);
        builder.HasIndex(token => token.Family);
        builder.HasOne<TokenFamily>().WithMany().HasForeignKey(token => token.Family).OnDelete(DeleteBehavior.Cascade);
    }
}
