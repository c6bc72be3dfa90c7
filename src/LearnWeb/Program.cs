using LearnWeb.Hosting;
using LearnWeb.Pipeline;
using LearnWeb.Tcp.Kernel;

if (args is [TcpHelper.Mode, .. var rest])
{
    return TcpHelper.Run(rest); // the TCP lab's helper process: nothing of the site
}

try
{
    Globalization.Check();
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = SiteFolders.ContentRoot }
    );

    // Services
    builder.AddServer();
    builder.AddSite();
    builder.AddDatabase();
    builder.AddAccounts();
    builder.AddContent();
    builder.AddWire();
    builder.AddBodies();
    builder.AddLimits();
    builder.AddPages();
    builder.AddBin();
    builder.AddLabs();

    var app = builder.Build();

    // excerpt: pipeline
    // The request's way in, from the socket to the controller
    app.UseWireTap();
    app.UseKnownProxies();
    app.UseSubPath();
    app.UseKnownHosts();
    app.UseKeptPages();
    app.UseWsgiCuts();
    app.UseRouting();
    app.UseExchangeCapture();
    app.UsePublicPages();
    app.UseErrorPages();
    app.UseSecurityHeaders(); // within: a page about a failure has them, too
    app.UseBin();
    app.UseWsgi();
    app.UseBodies();
    app.UseRateLimiter();
    app.UseRequestLanguage();
    app.UseAccounts();
    app.UseOptionsMethod();

    // Endpoints
    app.MapStaticAssets();
    app.MapControllers().WithStaticAssets();
    app.MapHealth();
    app.MapBinDescription();
    app.MapWsgi();
    // end: pipeline

    return await app.RunToExitCodeAsync();
}
catch (Exception error) when (StartFailure.Explain(error) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
