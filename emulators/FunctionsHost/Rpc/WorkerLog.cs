using Emulators.FunctionsHost.Rpc.Messages;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>Writes the app's logs and console output to the host's own log, under the app's categories. host.json's levels filter them.</summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    private const string ConsoleCategory = "Host.Function.Console";

    private readonly ILogger _console = loggers.CreateLogger(ConsoleCategory);

    /// <summary>The last line that the app printed: the reason, if it exits during startup.</summary>
    public string LastOutput { get; private set; } = "";

    public void Write(RpcLog line)
    {
        var logger = loggers.CreateLogger(line.Category is { Length: > 0 } category ? category : "Worker");
        var level = (LogLevel)(int)line.Level;
        if (logger.IsEnabled(level))
        {
            logger.Log(level, default, line, null, static (line, _) => line.Exception is null
                ? line.Message
                : $"{line.Message}\n{line.Exception.Type}: {line.Exception.Message}\n{line.Exception.StackTrace}");
        }
    }

    public void WriteOutput(string line)
    {
        LastOutput = line.StartsWith("   at ", StringComparison.Ordinal) ? LastOutput : line;
        _console.Log(LogLevel.Information, default, line, null, static (line, _) => line);
    }
}
