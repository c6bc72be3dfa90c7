using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>
/// A response that is cut arrives as far as it was sent; it is no failure of the site, and cannot be asked for without
/// end.
/// </summary>
public sealed class BodyCutTests(BodyCutTests.LoggedSite site) : IClassFixture<BodyCutTests.LoggedSite>
{
    [Theory]
    [InlineData("fails-late", "row 1")]
    [InlineData("sorry-late", "row 1")]
    [InlineData("write-late", "hello, ")]
    [InlineData("too-short", "hello, world")]
    public async Task CutResponse_ArrivesAsFarAsItWasSent_AndIsOneWarningInTheLog(string name, string sent)
    {
        var before = site.Log.Lines.Count;
        var response = await site.TalkAsync(
            $"GET /wsgi/{name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.Contains(sent, response, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n\r\n", response, StringComparison.Ordinal);
        Assert.StartsWith(
            "Warning LearnWeb.Wsgi.WsgiGateway: A WSGI application failed",
            Assert.Single(site.Log.Lines.Skip(before)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ApplicationsThatFail_AreLimited_AndTheEchoIsNot()
    {
        await using var limited = new LimitedSite();
        using var first = await limited.GetAsync("/wsgi/status-short");
        using var second = await limited.GetAsync("/wsgi/status-short");
        using var echo = await limited.GetAsync("/wsgi/echo");
        Assert.Equal(
            (HttpStatusCode.InternalServerError, HttpStatusCode.TooManyRequests, HttpStatusCode.OK),
            (first.StatusCode, second.StatusCode, echo.StatusCode)
        );
    }

    /// <summary>A site whose warnings and errors are kept.</summary>
    public sealed class LoggedSite : WsgiSite
    {
        internal KeptLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Warning");
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(Log));
        }
    }

    /// <summary>A site where one experiment a minute may be run.</summary>
    private sealed class LimitedSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:ExperimentsPerMinute", "1");
        }
    }

    /// <summary>Lines with their level and category.</summary>
    internal sealed class KeptLog : ILoggerProvider
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose() { }

        private sealed class Logger(KeptLog log, string category) : ILogger
        {
            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            )
            {
                lock (log._lines)
                {
                    log._lines.Add($"{logLevel} {category}: {formatter(state, exception)}");
                }
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;
        }
    }
}
