using LearnWeb.Models.ReverseProxyLab;
using Microsoft.Extensions.FileProviders;

namespace LearnWeb.Hosting;

/// <summary>The page of the reverse-proxy lab from its file, by the middleware of ASP.NET Core for files.</summary>
internal static class StatusCodeFile
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var page = endpoints.ServiceProvider.GetRequiredService<StatusCodePage>();
        var files = endpoints.CreateApplicationBuilder();
        files.Use(
            (context, next) =>
            {
                context.SetEndpoint(null); // the middleware serves only what no endpoint does
                return next(context);
            }
        );
        files.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = Directory.Exists(page.Folder) // other content may have no such page
                    ? new PhysicalFileProvider(page.Folder)
                    : new NullFileProvider(),
                RequestPath = Path.GetDirectoryName(StatusCodePage.FilePath),
                OnPrepareResponse = context => context.Context.Response.ContentType += "; charset=utf-8",
            }
        );
        endpoints.MapGet(StatusCodePage.FilePath, files.Build());
    }
}
