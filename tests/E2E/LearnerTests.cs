using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// Tests in which learners visit the site. They leave when the test has ended, for only then it is known whether it
/// failed and its traces and pictures are to be kept: in <c>TestResults</c> beside the tests.
/// </summary>
public abstract class LearnerTests(SiteUnderTest site) : IAsyncDisposable
{
    private static readonly string Results = Path.Combine(AppContext.BaseDirectory, "TestResults");

    private readonly List<Learner> _learners = [];

    /// <summary>Another learner, with a window of their own.</summary>
    /// <param name="options">How the window differs from a wide one in Chinese.</param>
    /// <param name="host">The name by which the site is asked for; <c>localhost</c> if none.</param>
    /// <param name="expected">Console messages that this test provokes on purpose.</param>
    private protected Task<Learner> ArriveAsync(
        BrowserNewContextOptions? options = null,
        string? host = null,
        string? expected = null
    ) =>
        ArriveAtAsync(
            host is null ? site.Address : new UriBuilder(site.Address) { Host = host }.Uri,
            options,
            expected
        );

    /// <summary>A learner of a site that the test has started itself.</summary>
    private protected async Task<Learner> ArriveAtAsync(
        Uri address,
        BrowserNewContextOptions? options = null,
        string? expected = null
    )
    {
        var learner = await Learner.ArriveAsync(site.Browser, address, options ?? new(), expected);
        _learners.Add(learner);
        return learner;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var name = Regex.Replace(
            TestContext.Current.Test!.TestDisplayName,
            @"[^\w.-]+",
            "_",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        var file = Path.Combine(Results, name[..Math.Min(name.Length, 120)]);
        var complaints = new List<string>();
        foreach (var (i, learner) in _learners.Index())
        {
            complaints.AddRange(await learner.LeaveAsync(failed, $"{file}-{i + 1}"));
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }
}
