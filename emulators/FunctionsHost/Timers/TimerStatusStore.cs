using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Timers;

/// <summary>
/// Keeps each timer's status in a separate file, so that a run missed while the host was down is noticed. If the disk fails, the timer keeps running; only the
/// detection of missed runs is lost.
/// </summary>
/// <param name="directory">Created if it is missing.</param>
internal sealed partial class TimerStatusStore(string directory, ILogger<TimerStatusStore> logger)
{
    /// <returns>Null before the first run, and for a file that cannot be read.</returns>
    public async Task<TimerStatus?> FindAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(PathOf(function));
            return await JsonSerializer.DeserializeAsync<TimerStatus>(file, cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            LogNotRead(error, function);
            return null;
        }
    }

    /// <summary>Replaces the whole file. If it cannot be written, it is left unchanged and the failure is logged.</summary>
    public async Task SaveAsync(string function, TimerStatus status, CancellationToken cancellationToken)
    {
        var path = PathOf(function);
        var draft = path + ".new";
        try
        {
            Directory.CreateDirectory(directory);
            await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(status), cancellationToken);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(error, function);
        }
    }

    private string PathOf(string function) => Path.Combine(directory, $"{function}.json");

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The last run of the timer {Function} cannot be read; a missed run will not be made up for")]
    private partial void LogNotRead(Exception error, string function);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The last run of the timer {Function} cannot be written; the timer keeps running, but a restart will not know of this run")]
    private partial void LogNotWritten(Exception error, string function);
}

/// <param name="Last">When the last run was due; the default value before the first run.</param>
/// <param name="Next">When the next run is due.</param>
/// <param name="LastUpdated">When this status was written.</param>
internal sealed record TimerStatus(DateTime Last, DateTime Next, DateTime LastUpdated);
