using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Inference.Features;
using SegFunctions.Worker.Blobs;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Tests.Blobs;

public sealed class BlobFeatureStoreTests : IDisposable
{
    private static readonly FeatureKey Key = new("pixels", "networks");

    private readonly BlobsInMemory _blobs = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_is_found_by_another_worker()
    {
        await using (var store = Open())
        {
            store.Keep(Key, [1, 2, 3]);
        }

        await using var other = Open();
        Assert.Equal(new byte[] { 1, 2, 3 }, await other.FindAsync(Key, Token));
        Assert.Null(await other.FindAsync(new("pixels", "other networks"), Token));
    }

    [Fact]
    public async Task Storage_is_left_alone_where_nothing_is_to_be_stored()
    {
        var asked = 0;
        _blobs.Before = (_, _) =>
        {
            asked++;
            return Task.FromResult<HttpResponseMessage?>(null);
        };
        await using (var store = Open(stores: false))
        {
            store.Keep(Key, [1]);
            Assert.Null(await store.FindAsync(Key, Token));
        }

        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Nothing_fails_while_storage_is_away_and_later_writes_are_made()
    {
        _blobs.Before = (_, _) => Task.FromResult<HttpResponseMessage?>(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        await using (var store = Open())
        {
            Assert.Null(await store.FindAsync(Key, Token));
            store.Keep(Key, [1]);
        }

        Assert.Empty(_blobs.Names);
        var puts = 0;
        _blobs.Before = (request, _) => Task.FromResult(
            request.Method == HttpMethod.Put && ++puts == 1 ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : null);
        await using (var store = Open())
        {
            store.Keep(Key, [1]);
            store.Keep(new("pixels", "other networks"), [2]);
        }

        Assert.Equal(["features/pixels/other networks"], _blobs.Names);
    }

    [Fact]
    public async Task Features_are_written_a_moment_later_so_that_a_result_is_stored_first()
    {
        var written = new TaskCompletionSource();
        _blobs.Before = (request, _) =>
        {
            if (request.Method == HttpMethod.Put)
            {
                written.TrySetResult();
            }

            return Task.FromResult<HttpResponseMessage?>(null);
        };
        await using var store = Open();
        store.Keep(Key, [1]);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await store.FindAsync(Key, Token));
        }

        Assert.False(written.Task.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await written.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Features_are_written_at_once_where_many_wait()
    {
        var written = new TaskCompletionSource();
        _blobs.Before = (request, _) =>
        {
            if (request.Method == HttpMethod.Put)
            {
                written.TrySetResult();
            }

            return Task.FromResult<HttpResponseMessage?>(null);
        };
        await using var store = Open();
        for (var i = 0; i < 5; i++)
        {
            store.Keep(new("pixels", $"{i}"), [1]);
        }

        await written.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task What_a_slow_storage_cannot_take_is_dropped()
    {
        var (begun, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        _blobs.Before = async (_, _) =>
        {
            begun.TrySetResult();
            await released.Task;
            return null;
        };
        await using (var store = Open())
        {
            store.Keep(Key, [0]);
            _time.Advance(TimeSpan.FromSeconds(1));
            await begun.Task;
            for (var i = 0; i < 20; i++)
            {
                store.Keep(new("pixels", $"{i:D2}"), [0]);
            }

            released.SetResult();
        }

        // The one that is being written, and the eight oldest that wait.
        Assert.Equal(["networks", .. Enumerable.Range(0, 8).Select(i => $"{i:D2}")], _blobs.Names.Select(name => name.Split('/')[^1]).OrderByDescending(name => name == "networks").ThenBy(name => name));
    }

    public void Dispose() => _blobs.Dispose();

    private BlobFeatureStore Open(bool stores = true) =>
        new(_blobs.Client, Options.Create(new RuntimeOptions { StoreFeatures = stores }), _time, NullLogger<BlobFeatureStore>.Instance);
}
