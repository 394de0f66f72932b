using SegFunctions.Contract;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Storage;

public sealed class BlobStoreTests(Azurite azurite)
{
    private readonly BlobStore _blobs = new(azurite.Blobs);
    private readonly BlobReference _blob = new($"c{Guid.NewGuid():N}", "folder/a.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_found_in_a_container_that_is_missing()
    {
        Assert.Null(await _blobs.FindAsync(_blob, Token));
        Assert.Null(await _blobs.OpenAsync(_blob, Token));
        Assert.Null(await _blobs.FindPropertiesAsync(_blob, Token));
        Assert.False(await _blobs.TrySetMetadataAsync(_blob, new Dictionary<string, string>(), Token));
        Assert.Empty(await _blobs.ListAsync(new(_blob.Container, "folder"), Token));
        Assert.Empty(await _blobs.ListFoldersAsync(new(_blob.Container, ""), Token).ToListAsync(Token));
        Assert.Empty(await _blobs.ListWithMetadataAsync(_blob.Container, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task The_first_write_makes_the_container_and_so_does_one_after_it_was_lost()
    {
        await PutAsync(_blob, "a");
        await azurite.Blobs.DeleteBlobContainerAsync(_blob.Container, cancellationToken: Token);
        await PutAsync(_blob, "b");

        Assert.Equal("b", (await _blobs.FindAsync(_blob, Token))?.ToString());
    }

    [Fact]
    public async Task Adding_does_not_replace_and_putting_does()
    {
        Assert.True(await _blobs.TryAddAsync(_blob, BinaryData.FromString("a"), "text/plain", Token));
        Assert.False(await _blobs.TryAddAsync(_blob, BinaryData.FromString("b"), "text/plain", Token));
        Assert.Equal("a", (await _blobs.FindAsync(_blob, Token))?.ToString());
        await PutAsync(_blob, "c");

        Assert.Equal("c", (await _blobs.FindAsync(_blob, Token))?.ToString());
    }

    [Fact]
    public async Task A_folder_is_listed_and_removed_without_those_whose_names_begin_alike()
    {
        var other = new BlobReference(_blob.Container, "folder2/b.txt");
        await PutAsync(_blob, "a");
        await PutAsync(other, "b");

        Assert.Equal(["folder/a.txt"], await _blobs.ListAsync(new(_blob.Container, "folder"), Token));
        Assert.Equal(["folder", "folder2"], await _blobs.ListFoldersAsync(new(_blob.Container, ""), Token).ToListAsync(Token));
        await _blobs.RemoveFolderAsync(new(_blob.Container, "folder"), Token);
        Assert.Null(await _blobs.FindAsync(_blob, Token));
        Assert.NotNull(await _blobs.FindAsync(other, Token));
    }

    [Fact]
    public async Task What_has_changed_since_it_was_seen_is_not_removed()
    {
        await PutAsync(_blob, "a");
        var seen = (await _blobs.FindPropertiesAsync(_blob, Token))!.ETag;
        await PutAsync(_blob, "b");

        Assert.False(await _blobs.TryRemoveAsync(_blob, seen, Token));
        Assert.True(await _blobs.TryRemoveAsync(_blob, (await _blobs.FindPropertiesAsync(_blob, Token))!.ETag, Token));
        Assert.False(await _blobs.TryRemoveAsync(_blob, seen, Token));
    }

    private Task PutAsync(BlobReference blob, string text) => _blobs.PutAsync(blob, BinaryData.FromString(text), "text/plain", Token);
}
