// The least that Kestrel can do for one page: one endpoint, the bytes already in memory, nothing else in the way.
// What the site loses against it is the price of the site's own pipeline.
// Arguments: the listening address, the page's path, the file with its bytes.

if (args is not [var address, var path, var file])
{
    Console.Error.WriteLine("usage: Bare ADDRESS PATH FILE");
    return 2;
}

var body = File.ReadAllBytes(file);

// The empty builder has no logging, no configuration files and no host filter.
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(address);
builder.Services.AddRoutingCore();

var app = builder.Build();
app.MapGet(
    path,
    context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
);
app.Run();
return 0;
