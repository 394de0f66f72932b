using Azure;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Media;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Media;

public sealed class UploadStoreTests(Azurite azurite)
{
    private readonly BlobStore _blobs = new(azurite.Blobs);
    private readonly UploadTicket _ticket = UploadTicket.Draw(Azurite.DrawAccount(), "image/png");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private UploadStore Uploads => new(_blobs, Options.Create(new MediaOptions()), TimeProvider.System);

    [Fact]
    public async Task An_upload_may_be_repeated_until_a_job_has_named_it()
    {
        await StoreAsync("first");
        await StoreAsync("second");

        Assert.Equal("second", await ReadAsync());
    }

    [Fact]
    public async Task What_a_job_has_named_stays_as_it_is_with_its_mark()
    {
        await StoreAsync("first");
        await Uploads.MarkUsedAsync([_ticket.Blob], Token);

        await Assert.ThrowsAsync<UploadUsedException>(() => StoreAsync("second"));
        Assert.Equal("first", await ReadAsync());
        Assert.True(UploadMarks.AreUsed((await _blobs.FindPropertiesAsync(_ticket.Blob, Token))!.Metadata));
    }

    /// <summary>Clicks follow one another within seconds.</summary>
    [Fact]
    public async Task What_was_marked_a_moment_ago_is_not_marked_again_and_later_it_is()
    {
        await StoreAsync("first");
        await Uploads.MarkUsedAsync([_ticket.Blob], Token);
        var marked = (await _blobs.FindPropertiesAsync(_ticket.Blob, Token))!;

        var time = new FakeTimeProvider(marked.LastModified + TimeSpan.FromMinutes(4));
        await UseAgainAsync(time);
        Assert.Equal(marked.ETag, await FindVersionAsync());

        time.Advance(UploadStore.MarkInterval);
        await UseAgainAsync(time);
        Assert.NotEqual(marked.ETag, await FindVersionAsync());
    }

    [Fact]
    public async Task What_was_deleted_and_stored_anew_since_it_was_marked_is_marked()
    {
        await StoreAsync("first");
        await Uploads.MarkUsedAsync([_ticket.Blob], Token);
        var uploads = Uploads;
        await UseAgainAsync(uploads);
        await _blobs.RemoveAsync(_ticket.Blob, Token);
        await StoreAsync("second");
        await UseAgainAsync(uploads);

        Assert.True(UploadMarks.AreUsed((await _blobs.FindPropertiesAsync(_ticket.Blob, Token))!.Metadata));
    }

    [Fact]
    public async Task What_was_only_stored_a_moment_ago_is_marked()
    {
        await StoreAsync("first");
        await UseAgainAsync(TimeProvider.System);

        Assert.True(UploadMarks.AreUsed((await _blobs.FindPropertiesAsync(_ticket.Blob, Token))!.Metadata));
    }

    [Fact]
    public async Task A_job_that_names_the_upload_while_the_next_one_comes_keeps_the_first()
    {
        await StoreAsync("first");
        using var content = new EventfulStream(() => Uploads.MarkUsedAsync([_ticket.Blob], Token));

        await Assert.ThrowsAsync<UploadUsedException>(() => Uploads.StoreAsync(_ticket, content, Token));
        Assert.Equal("first", await ReadAsync());
    }

    [Fact]
    public async Task Of_two_uploads_at_once_one_counts_as_overwritten_by_the_other()
    {
        using var content = new EventfulStream(() => StoreAsync("second"));
        await Uploads.StoreAsync(_ticket, content, Token);

        Assert.Equal("second", await ReadAsync());
    }

    /// <summary>Finds the upload and marks it, as each job does.</summary>
    private Task UseAgainAsync(TimeProvider time) => UseAgainAsync(new UploadStore(_blobs, Options.Create(new MediaOptions()), time));

    private async Task UseAgainAsync(UploadStore uploads)
    {
        Assert.NotNull(Assert.Single(await uploads.FindAsync(_ticket.Account, [_ticket.UploadId], Token)));
        await uploads.MarkUsedAsync([_ticket.Blob], Token);
    }

    private async Task<ETag> FindVersionAsync() => (await _blobs.FindPropertiesAsync(_ticket.Blob, Token))!.ETag;

    private async Task StoreAsync(string text)
    {
        using var content = new MemoryStream(BinaryData.FromString(text).ToArray());
        await Uploads.StoreAsync(_ticket, content, Token);
    }

    private async Task<string?> ReadAsync() => (await _blobs.FindAsync(_ticket.Blob, Token))?.ToString();

    /// <summary>A few bytes; something else happens while they are read.</summary>
    private sealed class EventfulStream(Func<Task> happen) : MemoryStream([1, 2, 3])
    {
        private bool _happened;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_happened)
            {
                _happened = true;
                await happen();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
