using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnWeb.Models.Accounts;

/// <summary>One server session: all that its cookie stands for. Times are seconds since 1970 (UTC).</summary>
public sealed class Session
{
    /// <summary>The hash of the identifier in the cookie; never the identifier itself.</summary>
    public required string Hash { get; init; }

    /// <summary>Whom it belongs to.</summary>
    public required string Owner { get; init; }

    /// <summary>By what it can be named on a page: says nothing of the identifier.</summary>
    public required string Name { get; init; }

    /// <summary>Who has signed in and how: ASP.NET Core's serialised authentication ticket.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>The browser's <c>User-Agent</c>, cut to 200 characters.</summary>
    public required string Browser { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>Written at most once a minute.</summary>
    public required long SeenAt { get; set; }
}

internal sealed class SessionTable : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.HasKey(session => session.Hash);
        builder.HasIndex(session => session.Owner);
        builder.HasIndex(session => session.SeenAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(session => session.Owner).OnDelete(DeleteBehavior.Cascade);
    }
}
