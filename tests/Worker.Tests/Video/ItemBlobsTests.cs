using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Worker.Tests.Blobs;
using SegFunctions.Worker.Video;

namespace SegFunctions.Worker.Tests.Video;

public sealed class ItemBlobsTests : IDisposable
{
    private static readonly BlobReference Document = new("results", "a/items/0/0/plan.json");
    private static readonly VideoPlan Plan = new([new VideoSegment(0, VideoMode.Words, 0, 3)]);

    private readonly BlobsInMemory _storage = new();
    private readonly ItemBlobs _blobs;

    public ItemBlobsTests() => _blobs = new ItemBlobs(_storage.Client);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_workers_at_one_step_the_first_document_stays_and_both_get_it()
    {
        var first = await _blobs.KeepFirstAsync(Document, Plan, Token);
        var second = await _blobs.KeepFirstAsync(Document, new VideoPlan([]), Token);

        Assert.Equal(Plan.Segments, first.Segments);
        Assert.Equal(Plan.Segments, second.Segments);
        Assert.Equal(Plan.Segments, (await _blobs.GetAsync<VideoPlan>(Document, Token)).Segments);
    }

    [Fact]
    public async Task What_is_missing_is_found_to_be_so_or_told_by_its_name()
    {
        Assert.Null(await _blobs.FindAsync<VideoPlan>(Document, Token));

        foreach (var get in (Func<Task>[])[() => _blobs.GetAsync<VideoPlan>(Document, Token), () => _blobs.GetBytesAsync(Document, Token)])
        {
            Assert.Equal("The blob results/a/items/0/0/plan.json of an earlier step is missing.", (await Assert.ThrowsAsync<InvalidOperationException>(get)).Message);
        }
    }

    [Fact]
    public async Task A_file_that_is_written_again_is_written_whole()
    {
        var content = new MemoryStream([1, 2, 3]);
        await _blobs.UploadAsync(Document, content, "application/gzip", Token);
        await _blobs.UploadAsync(Document, content, "application/gzip", Token);

        Assert.Equal(new byte[] { 1, 2, 3 }, await _blobs.GetBytesAsync(Document, Token));
    }

    [Fact]
    public async Task An_upload_that_has_begun_is_finished_when_it_is_canceled()
    {
        using var canceled = new CancellationTokenSource();
        _storage.Before = async (_, _) =>
        {
            await canceled.CancelAsync();
            return null;
        };
        await _blobs.UploadAsync(Document, new MemoryStream([1]), "application/gzip", canceled.Token);

        Assert.Equal(["results/a/items/0/0/plan.json"], _storage.Names);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _blobs.UploadAsync(Document, new MemoryStream([1]), "application/gzip", canceled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _blobs.KeepFirstAsync(Document, Plan, canceled.Token));
    }

    public void Dispose() => _storage.Dispose();
}
