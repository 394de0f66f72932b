using Azure;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Worker.Blobs;

namespace SegFunctions.Worker.Tests.Blobs;

public sealed class CancelWatchTests
{
    private readonly FakeTimeProvider _time = new();
    private int _looks;

    [Fact]
    public async Task Cancels_its_token_once_the_marker_exists()
    {
        await using var watch = new CancelWatch(_ => Task.FromResult(++_looks == 3), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(watch.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(watch.Token.IsCancellationRequested);
        Assert.True(watch.Found);
    }

    [Fact]
    public async Task Goes_on_looking_when_storage_is_away_for_a_moment()
    {
        await using var watch = new CancelWatch(
            _ => ++_looks == 1 ? throw new RequestFailedException("Away.") : Task.FromResult(true), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(watch.Found);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(watch.Found);
    }

    [Fact]
    public async Task Passes_on_the_worker_s_own_stop_without_a_find()
    {
        using var stop = new CancellationTokenSource();
        await using var watch = new CancelWatch(_ => Task.FromResult(false), _time, stop.Token);

        await stop.CancelAsync();

        Assert.True(watch.Token.IsCancellationRequested);
        Assert.False(watch.Found);
    }

    [Fact]
    public async Task Looks_no_more_after_the_attempt()
    {
        var watch = new CancelWatch(_ => Task.FromResult(++_looks < 0), _time, TestContext.Current.CancellationToken);
        await watch.DisposeAsync();

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(0, _looks);
    }
}
