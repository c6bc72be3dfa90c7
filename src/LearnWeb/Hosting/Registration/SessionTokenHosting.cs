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
        builder.Services.AddExpiring<VisitStore>();
        builder.Services.AddSingleton<ITicketProtector, DataProtectionTicketProtector>();
        builder.Services.AddSingleton<CredentialIssuers>();
        builder.Services.AddTransient<SessionTokenExperiment>();
        builder.Services.AddSingleton(new DemoTarget(SessionTokenTarget.Map));
    }
}
