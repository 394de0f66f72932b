using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Pictures;
using SegFunctions.Worker.Blobs;

namespace SegFunctions.Worker.Tests.Blobs;

public sealed class InputReaderTests : IDisposable
{
    private static readonly BlobReference Input = new("inputs", "a/photo");
    private readonly BlobsInMemory _blobs = new();
    private readonly List<bool> _conditional = [];
    private readonly InputReader _inputs;

    public InputReaderTests()
    {
        _inputs = new InputReader(_blobs.Client, new PictureDecoder(new PictureLimits()));
        _blobs.Before = (request, _) =>
        {
            _conditional.Add(request.Headers.IfNoneMatch.Count > 0);
            return Task.FromResult<HttpResponseMessage?>(null);
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        _blobs.Put("inputs/a/photo", [1, 2, 3]);
        var first = await ReadAsync();

        Assert.Equal([1, 2, 3], first);
        Assert.Same(first, await ReadAsync());
        Assert.Equal([false, true], _conditional);
    }

    [Fact]
    public async Task A_file_that_has_changed_is_read()
    {
        _blobs.Put("inputs/a/photo", [1, 2, 3]);
        await ReadAsync();
        _blobs.Put("inputs/a/photo", [4, 5]);

        Assert.Equal([4, 5], await ReadAsync());
        Assert.Equal([4, 5], await ReadAsync());
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_missing()
    {
        _blobs.Put("inputs/a/photo", [1, 2, 3]);
        await ReadAsync();
        await _blobs.Client.GetBlobContainerClient("inputs").DeleteBlobAsync("a/photo", cancellationToken: Token);

        Assert.Equal(InferenceErrorCode.InputMissing, (await Assert.ThrowsAsync<InferenceException>(ReadAsync)).Code);
    }

    /// <summary>Only a few megabytes are kept.</summary>
    [Fact]
    public async Task A_large_file_is_read_each_time()
    {
        _blobs.Put("inputs/a/photo", new byte[RecentInputs.LargestFile + 1]);
        await ReadAsync();
        await ReadAsync();

        Assert.Equal([false, false], _conditional);
    }

    [Fact]
    public void The_oldest_are_forgotten()
    {
        var recent = new RecentInputs();
        var names = Enumerable.Range(0, 6).Select(i => new BlobReference("inputs", $"{i}")).ToList();
        foreach (var name in names)
        {
            recent.Keep(name, new RecentInput(default, new byte[RecentInputs.LargestFile]));
            recent.Find(names[0]);
        }

        Assert.Equal([true, false, false, true, true, true], names.Select(name => recent.Find(name) is not null));
    }

    [Fact]
    public void So_are_those_beyond_256_however_small()
    {
        var recent = new RecentInputs();
        var names = Enumerable.Range(0, RecentInputs.MaxFiles + 1).Select(i => new BlobReference("inputs", $"{i}")).ToList();
        names.ForEach(name => recent.Keep(name, new RecentInput(default, [1])));

        Assert.Equal([names[0]], names.Where(name => recent.Find(name) is null));
    }

    [Fact]
    public void An_empty_file_is_not_kept()
    {
        var recent = new RecentInputs();
        recent.Keep(Input, new RecentInput(default, []));

        Assert.Null(recent.Find(Input));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_file_that_is_found_deleted()
    {
        _blobs.Put("inputs/a/photo", [1, 2, 3]);
        await ReadAsync();
        await _blobs.Client.GetBlobContainerClient("inputs").DeleteBlobAsync("a/photo", cancellationToken: Token);
        await Assert.ThrowsAsync<InferenceException>(ReadAsync);
        _conditional.Clear();
        _blobs.Put("inputs/a/photo", [1, 2, 3]);
        await ReadAsync();

        Assert.Equal([false], _conditional);
    }

    public void Dispose() => _blobs.Dispose();

    private Task<byte[]> ReadAsync() => _inputs.ReadAsync(Input, Token);
}
