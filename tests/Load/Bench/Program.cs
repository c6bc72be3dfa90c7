using System.Globalization;
using LearnWeb.Tests.Load.Bench;

try
{
    switch (args)
    {
        case ["corpus", var folder, var count]:
            Corpus.Write(folder, Whole(count));
            return 0;
        case ["search", var site, var requests, var warmUp]:
            Console.WriteLine(await SearchDriver.RunAsync(new Uri(site), Whole(requests), Whole(warmUp)));
            return 0;
        case ["page", var site, var page, var seconds]:
            Console.WriteLine(await PageDriver.RunAsync(new Uri(site), page, Whole(seconds)));
            return 0;
        case ["bodies", var site, var kind, var atOnce, var seconds] when BodiesDriver.Names.Contains(kind):
            Console.WriteLine(await BodiesDriver.RunAsync(new Uri(site), kind, Whole(atOnce), Whole(seconds)));
            return 0;
        default:
            Console.Error.WriteLine(
                $"""
                usage: Bench corpus FOLDER COUNT
                       Bench search SITE REQUESTS WARM-UP
                       Bench page SITE PAGE SECONDS
                       Bench bodies SITE {string.Join('|', BodiesDriver.Names)} AT-ONCE SECONDS
                """
            );
            return 2;
    }
}
catch (Exception error)
    when (error is HttpRequestException or IOException or OperationCanceledException or FormatException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
