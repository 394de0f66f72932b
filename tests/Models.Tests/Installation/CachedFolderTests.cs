using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Tests.Installation;

public sealed class CachedFolderTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("cache-").FullName;
    private readonly CachedFolder _folder;
    private int _fills;

    public CachedFolderTests() => _folder = new CachedFolder(Path.Combine(_cache, "thing"), "entry.txt");

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_filled_once()
    {
        await EnsureAsync(FillAsync);
        var entry = await EnsureAsync(FillAsync);

        Assert.Equal(1, _fills);
        Assert.Equal("filled", await File.ReadAllTextAsync(entry, TestEnd));
    }

    [Fact]
    public async Task A_failed_fill_leaves_nothing_but_the_lock()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => EnsureAsync(async folder =>
        {
            await FillAsync(folder);
            throw new InvalidOperationException("Half way.");
        }));

        Assert.False(_folder.IsInstalled);
        Assert.Equal(["thing.lock"], Directory.EnumerateFileSystemEntries(_cache).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Replaces_what_is_incomplete()
    {
        Directory.CreateDirectory(Path.Combine(_cache, "thing", "half-written"));
        await EnsureAsync(FillAsync);

        Assert.Equal(["entry.txt"], Directory.EnumerateFileSystemEntries(Path.Combine(_cache, "thing")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Of_two_that_fill_it_at_once_one_waits_and_finds_it_there()
    {
        var (filling, mayEnd, waits) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var first = EnsureAsync(async folder =>
        {
            filling.SetResult();
            await mayEnd.Task;
            await FillAsync(folder);
        });
        await filling.Task;
        var second = _folder.EnsureAsync(FillAsync, waits.SetResult, TimeProvider.System, TestEnd);
        await waits.Task;
        mayEnd.SetResult();

        await Task.WhenAll(first, second);
        Assert.Equal(1, _fills);
    }

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    private Task<string> EnsureAsync(Func<string, Task> fill) => _folder.EnsureAsync(fill, () => { }, TimeProvider.System, TestEnd);

    private Task FillAsync(string folder)
    {
        _fills++;
        return File.WriteAllTextAsync(Path.Combine(folder, "entry.txt"), "filled", TestEnd);
    }
}
