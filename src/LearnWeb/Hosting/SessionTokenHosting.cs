using LearnWeb.Models.SessionTokenLab;
using LearnWeb.Pipeline;

namespace LearnWeb.Hosting;

/// <summary>The session and token lab: its database and its credentials.</summary>
internal static class SessionTokenHosting
{
    public static void AddSessionTokenLab(this WebApplicationBuilder builder)
    {
        var state = SiteFolders.State(builder.Configuration, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(_ => LabDatabase.InFile(Path.Combine(state, "lab.db")));
        builder.Services.AddSingleton<OtherSite>();
        builder.Services.AddExpiring<VisitBook>();
        builder.Services.AddSingleton<ITicketSeal, LabTicketSeal>();
        builder.Services.AddSingleton<LabDoors>();
        builder.Services.AddTransient<SessionTokenExperiment>();
        builder.Services.AddSingleton(new DemoTarget(SessionTokenTarget.Map));
    }
}
