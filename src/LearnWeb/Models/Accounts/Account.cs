using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnWeb.Models.Accounts;

/// <summary>Someone who can sign in: a registered account, or a guest that ends by itself.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>Whether it was made in one click and is removed some time after its last use.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Seconds since 1970 (UTC).</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute or so; seconds since 1970 (UTC).</summary>
    public required long UsedAt { get; set; }

    /// <summary>Wrong passwords in a row, from browsers it has not signed in from.</summary>
    public int WrongGuesses { get; private set; }

    /// <summary>When the next password is looked at; seconds since 1970 (UTC).</summary>
    public long GuessableAt { get; private set; }
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.HasIndex(account => new { account.IsGuest, account.UsedAt });

        // Counted by statements of their own; whoever saves the rest of an account has an old count in hand.
        builder
            .Property(account => account.WrongGuesses)
            .HasDefaultValue(0)
            .Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        builder
            .Property(account => account.GuessableAt)
            .HasDefaultValue(0L)
            .Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);

        // The site asks for neither, so it cannot lose them.
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.Ignore(account => account.Email);
        builder.Ignore(account => account.NormalizedEmail);
        builder.Ignore(account => account.EmailConfirmed);
        builder.Ignore(account => account.PhoneNumber);
        builder.Ignore(account => account.PhoneNumberConfirmed);
        builder.Ignore(account => account.TwoFactorEnabled);

        // Guessing is slowed by AccountGuesses, which leaves the owner's own browsers a way in; Identity's lockout does
        // not.
        builder.Ignore(account => account.LockoutEnd);
        builder.Ignore(account => account.LockoutEnabled);
        builder.Ignore(account => account.AccessFailedCount);
    }
}
