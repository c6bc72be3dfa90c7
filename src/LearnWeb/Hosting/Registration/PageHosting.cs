using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using LearnWeb.Http;
using LearnWeb.Models.Search;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace LearnWeb.Hosting;

/// <summary>Controllers, views, and what stands around them.</summary>
internal static class PageHosting
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddControllersWithViews(mvc =>
            {
                mvc.Conventions.Add(new HeadConvention());
                mvc.Filters.Add<ReadableForm>();
                // It throws at a key like "a[", and nothing here is called so.
                mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            })
            .AddDataAnnotationsLocalization(words =>
                words.DataAnnotationLocalizerProvider = (_, _) => new UiLocalizer()
            )
            // The attributes that jquery.validate reads; the browser itself and the server are enough here.
            .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false);
        builder.Services.AddSingleton<IUrlHelperFactory, LanguageUrls>();
        builder.Services.AddAntiforgery(antiforgery => SetUp(antiforgery.Cookie, SiteCookies.Antiforgery));
        builder.Services.Configure<CookieTempDataProviderOptions>(flash => SetUp(flash.Cookie, SiteCookies.Flash));
        // it warns that our no-store became its no-store
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.Services.AddRouting(routing =>
            routing.ConstraintMap.Add(RequestLanguage.Constraint, typeof(LanguageConstraint))
        );

        // Chinese in a page stays Chinese, not &#x4E2D;.
        builder.Services.Configure<WebEncoderOptions>(web =>
            web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );

        builder.Services.AddSingleton<PublicPageCache>();
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // only public pages, which hold no secret, come this way
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "text/markdown", "application/atom+xml"];
        });
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
    }

    /// <summary>On HTTPS a cookie is <c>Secure</c>; on plain HTTP a browser would not keep such a one.</summary>
    private static void SetUp(CookieBuilder cookie, string name) =>
        (cookie.Name, cookie.SecurePolicy) = (name, CookieSecurePolicy.SameAsRequest);

    /// <summary>Pages for people where something failed; each explains its status code.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error/500",
                // the sender's fault fills no log
                SuppressDiagnosticsCallback = handled => handled.Exception is BadHttpRequestException,
            }
        );
        app.UseStatusCodePagesWithReExecute("/error/{0}");
    }

    /// <summary>
    /// Answers from memory where a public page is kept; everything else goes on its way, and so does a request with a
    /// body.
    /// </summary>
    public static void UseKeptPages(this WebApplication app)
    {
        var cache = app.Services.GetRequiredService<PublicPageCache>();
        app.Use(
            (context, next) =>
                !RequestFraming.IsFramed(context.Request.Headers) && cache.Find(context.Request) is { } page
                    ? page.SendAsync(context)
                    : next(context)
        );
    }

    /// <summary>Compresses and keeps the public pages that were not kept yet.</summary>
    public static void UsePublicPages(this WebApplication app)
    {
        var cache = app.Services.GetRequiredService<PublicPageCache>();
        app.UseWhen(
            context => context.IsPublicPage(),
            page =>
            {
                page.Use(cache.MakeAsync);
                page.UseResponseCompression();
            }
        );
    }

    /// <summary>
    /// Alive; and ready, which is when the notes can be read and searched, and the databases be written.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], () => "alive");
        app.MapMethods(
            "/healthz/ready",
            [HttpMethods.Get, HttpMethods.Head],
            async (SiteSearch search, DatabaseHealth databases) =>
                !search.IsReady ? Results.Text("starting", statusCode: StatusCodes.Status503ServiceUnavailable)
                : !await databases.CanWriteAsync()
                    ? Results.Text("no database", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ready")
        );
    }
}
