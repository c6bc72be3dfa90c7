using LearnWeb.Models.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>
/// One learner's experiment, which spans requests and time: an account in the lab's database, and what has been done
/// with it.
/// </summary>
public sealed class LabVisit
{
    /// <summary>The hash of the identifier in the lab's cookie; also the identifier of the visit's account.</summary>
    public required string Id { get; init; }

    /// <summary><see cref="VisitState"/> as JSON.</summary>
    public required string State { get; set; }
}

internal sealed class LabVisitTable : IEntityTypeConfiguration<LabVisit>
{
    public void Configure(EntityTypeBuilder<LabVisit> builder)
    {
        builder.ToTable("LabVisits");
        builder.HasKey(visit => visit.Id);
        builder.HasOne<Account>().WithOne().HasForeignKey<LabVisit>(visit => visit.Id).OnDelete(DeleteBehavior.Cascade);
    }
}
