using System.Text.Json;

namespace Emulators.FunctionsHost.Timers;

/// <summary>Keeps each timer's status in a file of its own, so that a run missed while the host was down is noticed.</summary>
/// <param name="directory">Created when missing.</param>
internal sealed class TimerStatusStore(string directory)
{
    /// <returns>Null before the first run, and for a file that cannot be read.</returns>
    public async Task<TimerStatus?> FindAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(PathOf(function));
            return await JsonSerializer.DeserializeAsync<TimerStatus>(file, cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file as a whole.</summary>
    public async Task SaveAsync(string function, TimerStatus status, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var path = PathOf(function);
        var draft = path + ".new";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(status), cancellationToken);
        File.Move(draft, path, overwrite: true);
    }

    private string PathOf(string function) => Path.Combine(directory, $"{function}.json");
}
