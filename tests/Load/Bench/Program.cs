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
        default:
            Console.Error.WriteLine("usage: Bench corpus FOLDER COUNT | Bench search SITE REQUESTS WARM-UP");
            return 2;
    }
}
catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or FormatException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
