using LearnWeb.Http.HttpBin;
using LearnWeb.Models;
using LearnWeb.Models.Bin;
using LearnWeb.Pipeline;
using Microsoft.OpenApi;

namespace LearnWeb.Hosting;

/// <summary>The echo endpoints under <c>/bin</c> and their description.</summary>
internal static class BinHosting
{
    public static void AddBin(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new RedirectHosts(builder.Configuration["Bin:RedirectHosts"]));
        builder.Services.AddSingleton<DigestNonces>();
        builder.Services.AddOpenApi(api =>
        {
            api.ShouldInclude = action => action.RelativePath?.Split('/')[0] is "bin" or "api";
            api.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info.Title = "LearnWeb /bin";
                    document.Info.Description = UiStrings.For(Language.English)["BinSummary"];
                    var path = document.Servers is [{ Url: { } url }] ? new Uri(url).AbsolutePath : "/";
                    // where it came from; never what a Host field says
                    document.Servers = [new OpenApiServer { Url = path }];
                    return Task.CompletedTask;
                }
            );
            api.AddOperationTransformer(
                (operation, context, _) =>
                {
                    if (BinCatalog.Find("/" + context.Description.RelativePath) is { } endpoint)
                    {
                        operation.Summary = endpoint.Summary(UiStrings.For(Language.English));
                    }

                    return Task.CompletedTask;
                }
            );
        });
    }

    /// <summary>
    /// The description of <c>/bin</c> for programs: <c>/openapi/v1.json</c>. Kept: making it takes a tenth of a second.
    /// </summary>
    public static void MapBinDescription(this WebApplication app) =>
        app.MapOpenApi()
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]), new PublicPageAttribute());
}
