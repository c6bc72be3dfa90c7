using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LearnWeb.Models.Database;

/// <summary>Gives <c>dotnet ef</c> the model; without it, the tool would start the site to ask for one.</summary>
internal sealed class LearnWebDbFactory : IDesignTimeDbContextFactory<LearnWebDb>
{
    public LearnWebDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LearnWebDb>().UseSqlite("Data Source=no-such.db").Options);
}
