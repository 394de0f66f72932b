using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite.Tests.Hubs;

/// <summary>Keeps logged lines with their level and event id.</summary>
internal sealed class LineLogger : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
