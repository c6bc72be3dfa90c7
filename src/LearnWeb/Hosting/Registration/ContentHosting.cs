using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.Search;
using LearnWeb.Rendering.Notes;

namespace LearnWeb.Hosting;

/// <summary>The notes and the index over them.</summary>
internal static class ContentHosting
{
    public static void AddContent(this WebApplicationBuilder builder)
    {
        var content = SiteFolders.Content(builder.Configuration);

        builder.Services.AddSingleton<ILabCards, LabCatalog>();
        builder.Services.AddSingleton(new CodeExcerpts(content, SiteFolders.Source));
        builder.Services.AddSingleton<INoteRenderer, NoteRenderer>();
        builder.Services.AddSingleton<NoteReader>();
        builder.Services.AddSingleton(services => new NoteLibrary(
            content,
            services.GetRequiredService<NoteReader>(),
            synonyms => Synonyms.Parse(synonyms),
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton<SiteSearch>();
        builder.Services.AddHostedService<ContentWatcher>();
    }
}
