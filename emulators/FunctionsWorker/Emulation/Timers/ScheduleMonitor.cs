using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Emulation.Timers;

/// <summary>Keeps each timer's status in a file of its own, so that a run missed while the host was down is noticed.</summary>
/// <param name="directory">Created when missing.</param>
internal sealed class ScheduleMonitor(string directory)
{
    /// <returns>Null before the first run.</returns>
    public async Task<ScheduleStatus?> FindAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(PathOf(function));
            return await JsonSerializer.DeserializeAsync<ScheduleStatus>(file, cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file as a whole.</summary>
    public async Task SaveAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var path = PathOf(function);
        var draft = path + ".new";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(status), cancellationToken);
        File.Move(draft, path, overwrite: true);
    }

    private string PathOf(string function) => Path.Combine(directory, $"{function}.json");
}
