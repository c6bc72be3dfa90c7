namespace LearnWeb.Pipeline;

/// <summary>A response that cannot be finished honestly.</summary>
internal sealed class BodyCutException()
    : Exception("A WSGI application failed after its response had begun; the connection is closed.");

/// <summary>
/// The loggers of the site, except that a <see cref="BodyCutException"/> is no error there: Kestrel, and in Development
/// the page for developers, take every exception for a failure of the site, and this one is how a connection is closed
/// after all that was sent. The gateway has logged why.
/// </summary>
internal sealed class BodyCutLog(LoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName)
    {
        var logger = loggers.CreateLogger(categoryName);
        return categoryName.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            ? new Filtered(logger)
            : logger;
    }

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose() => loggers.Dispose();

    private sealed class Filtered(ILogger logger) : ILogger
    {
        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) =>
            logger.Log(exception is BodyCutException ? LogLevel.Debug : logLevel, eventId, state, exception, formatter);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);
    }
}
