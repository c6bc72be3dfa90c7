using LearnWeb.Models.GetPostLab;
using LearnWeb.Models.Labs;

namespace LearnWeb.Hosting;

/// <summary>What all labs share, and what each needs of its own; most need nothing.</summary>
internal static class LabHosting
{
    public static void AddLabs(this WebApplicationBuilder builder)
    {
        builder.Services.AddExpiring<GoalStore>();
        builder.Services.AddSingleton<LearnerTickets>();

        builder.Services.AddSingleton(new DemoTarget(HttpLabTarget.Map));
        builder.Services.AddExpiring<Guestbook>(); // of the GET and POST lab
        builder.AddTcpLab();
        builder.AddForwardProxyLab();
        builder.AddReverseProxyLab();
        builder.AddSessionTokenLab();
        builder.AddWsgi();
    }
}
