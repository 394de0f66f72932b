using Emulators.FunctionsHost.Timers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Timers;

public sealed class TimerStatusStoreTests : IDisposable
{
    private static readonly TimerStatus Status = new(new DateTime(2026, 1, 1), new DateTime(2026, 1, 2), new DateTime(2026, 1, 1));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("timer-statuses-");
    private readonly LogLines _log = new();
    private readonly LoggerFactory _loggers;
    private readonly TimerStatusStore _store;

    public TimerStatusStoreTests()
    {
        _loggers = new LoggerFactory([_log]);
        _store = new TimerStatusStore(Folder, _loggers.CreateLogger<TimerStatusStore>());
    }

    private string Folder => Path.Combine(_folder.FullName, "timers");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_status_is_read_as_it_was_written()
    {
        Assert.Null(await _store.FindAsync("Nightly", Cancellation));
        await _store.SaveAsync("Nightly", Status, Cancellation);

        Assert.Equal(Status, await _store.FindAsync("Nightly", Cancellation));
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task A_disk_that_fails_is_told_of_and_does_not_end_the_timer()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "Nightly.json"));
        await _store.SaveAsync("Nightly", Status, Cancellation);

        Assert.Null(await _store.FindAsync("Nightly", Cancellation));
        Assert.Contains(_log.All, line => line.Contains("The last run of the timer Nightly cannot be written", StringComparison.Ordinal));
        Assert.Contains(_log.All, line => line.Contains("The last run of the timer Nightly cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_status_is_told_of()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "Nightly.json"), "{", Cancellation);

        Assert.Null(await _store.FindAsync("Nightly", Cancellation));
        Assert.Single(_log.All);
    }
}
