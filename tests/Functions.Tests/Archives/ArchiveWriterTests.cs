using System.IO.Compression;
using Azure.Storage.Blobs.Models;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Archives;

public sealed class ArchiveWriterTests(Azurite azurite)
{
    private readonly BlobStore _blobs = new(azurite.Blobs);
    private readonly ArchivePaths _paths = new(Azurite.DrawAccount(), Specs.JobId.ToString());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Packs_every_file_under_its_name()
    {
        await PlanAsync(Specs.Now, await AddAsync("a/0.png", "first"), await AddAsync("b.json", "second"));
        await WriteAsync();

        await using var archive = new ZipArchive((await _blobs.FindAsync(_paths.Zip, Token))!.ToStream());
        Assert.Equal(["a/0.png", "b.json"], archive.Entries.Select(entry => entry.FullName));
        using var text = new StreamReader(await archive.Entries[1].OpenAsync(Token));
        Assert.Equal("second", await text.ReadToEndAsync(Token));
        Assert.Equal("application/zip", (await _blobs.FindPropertiesAsync(_paths.Zip, Token))!.ContentType);
    }

    /// <summary>More than a block is written before the missing file.</summary>
    [Fact]
    public async Task A_build_that_fails_in_the_middle_leaves_nothing_to_read()
    {
        await PlanAsync(Specs.Now, await AddAsync("big", new string('x', 5 << 20)), new ArchiveEntry("gone", _paths.Written("gone")));

        await Assert.ThrowsAsync<InvalidOperationException>(WriteAsync);
        Assert.Null(await _blobs.FindPropertiesAsync(_paths.Zip, Token));
    }

    [Fact]
    public async Task A_build_that_fails_leaves_the_archive_before_it_whole()
    {
        var file = await AddAsync("a", "first");
        await PlanAsync(Specs.Now, file);
        await WriteAsync();
        var before = await _blobs.FindAsync(_paths.Zip, Token);
        await PlanAsync(Specs.Now.AddDays(2), file, new ArchiveEntry("gone", _paths.Written("gone")));

        await Assert.ThrowsAsync<InvalidOperationException>(WriteAsync);
        Assert.Equal(before!.ToArray(), (await _blobs.FindAsync(_paths.Zip, Token))!.ToArray());
    }

    [Fact]
    public async Task Two_builds_at_once_end_well_and_one_of_them_finds_the_others_result()
    {
        await PlanAsync(Specs.Now, await AddAsync("big", new string('x', 9 << 20)));
        await Task.WhenAll(WriteAsync(), WriteAsync(), WriteAsync());

        await using var archive = new ZipArchive((await _blobs.FindAsync(_paths.Zip, Token))!.ToStream());
        Assert.Equal(9 << 20, Assert.Single(archive.Entries).Length);
    }

    [Fact]
    public async Task The_same_plan_is_built_once_and_the_next_one_again()
    {
        var file = await AddAsync("a", "first");
        await PlanAsync(Specs.Now, file);
        await WriteAsync();
        var first = await PropertiesAsync();
        await WriteAsync();
        var same = await PropertiesAsync();
        await PlanAsync(Specs.Now.AddDays(2), file);
        await WriteAsync();

        Assert.Equal(first.ETag, same.ETag);
        Assert.NotEqual(first.ETag, (await PropertiesAsync()).ETag);
    }

    private async Task<ArchiveEntry> AddAsync(string name, string content)
    {
        var source = _paths.Written($"source/{name}");
        await _blobs.PutAsync(source, BinaryData.FromString(content), "text/plain", Token);
        return new ArchiveEntry(name, source);
    }

    private Task PlanAsync(DateTimeOffset created, params IReadOnlyList<ArchiveEntry> entries) => _blobs.PutAsync(
        _paths.Plan, BinaryData.FromObjectAsJson(new ArchivePlan(created, entries), ContractJson.Options), "application/json", Token);

    private Task WriteAsync() => new ArchiveWriter(_blobs).WriteAsync(_paths.Plan, _paths.Zip, Token);

    private async Task<BlobProperties> PropertiesAsync() => (await _blobs.FindPropertiesAsync(_paths.Zip, Token))!;
}
