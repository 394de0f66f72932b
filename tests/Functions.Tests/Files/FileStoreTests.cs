using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Files;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Files;

public sealed class FileStoreTests(Azurite azurite)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly BlobStore _blobs = new(azurite.Blobs);
    private readonly FileScope _scope = new(Azurite.DrawAccount(), "plant");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FileStore Files => new(new FileTable(azurite.Tables), new FileContents(_blobs, _time), _time, Random.Shared);

    [Fact]
    public async Task A_file_is_found_by_each_of_its_names_and_says_what_was_said_of_it()
    {
        var described = new FileDescription(
            "pump.png", "pump 1/ü", new FileInstance("space", "pump"), "image/png", "/a/b", "camera", new Dictionary<string, string> { ["k"] = "v" },
            [1, 2], 3, 4, 5, [6], ["label"], """{"type":"Point"}""");
        var file = await AddAsync(described);
        var found = await Files.FindAsync(
            _scope, [new FileName(file.Id), new FileName(ExternalId: "pump 1/ü"), new FileName(Instance: new("space", "pump")), new FileName(ExternalId: "other")], Token);

        Assert.Equal([file.Id, file.Id, file.Id, null], found.Select(one => one?.Id));
        Assert.Equivalent(described, found[0]!.Description, strict: true);
        Assert.Equal((file.Created, null, null), (found[0]!.Created, found[0]!.Content, found[0]!.Upload));
    }

    [Fact]
    public async Task Unique_names_are_unique_in_their_project_and_free_in_another()
    {
        await AddAsync(new FileDescription("a", "x", new FileInstance("s", "i")));
        var again = await Files.CreateAsync(_scope, new FileDescription("b", "x", new FileInstance("s", "i")), overwrite: false, Token);
        var elsewhere = await Files.CreateAsync(_scope with { Project = "other" }, new FileDescription("b", "x"), overwrite: false, Token);

        Assert.Null(again.File);
        Assert.Equal([new FileName(ExternalId: "x"), new FileName(Instance: new("s", "i"))], again.Taken);
        Assert.NotNull(elsewhere.File);
    }

    [Fact]
    public async Task Of_ten_announcements_at_once_under_one_name_one_is_taken()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Files.CreateAsync(_scope, new FileDescription($"{i}", "x"), overwrite: false, Token)));

        Assert.Single(created, one => one.File is not null);
        Assert.Single((await Files.ListAsync(_scope, FileFilter.None, null, 100, Token)).Files);
    }

    [Fact]
    public async Task Overwriting_describes_the_same_file_anew_and_leaves_its_content_until_other_content_comes()
    {
        var file = await AddAsync(new FileDescription("old", "x", new FileInstance("s", "i")));
        await FillAsync(file, "first");
        _time.Advance(TimeSpan.FromSeconds(1));
        var again = (await Files.CreateAsync(_scope, new FileDescription("new", "x"), overwrite: true, Token)).File!;

        Assert.Equal((file.Id, "new", "first"), (again.Id, again.Description.Name, await ReadAsync(again)));
        Assert.Equal((file.Created, _time.GetUtcNow(), new FileInstance("s", "i")), (again.Created, again.Updated, again.Description.Instance));

        var filled = await FillAsync(again, "second");

        Assert.Equal("second", await ReadAsync(filled!));
        Assert.Single(await BlobsOfAsync(file));
    }

    [Fact]
    public async Task Content_of_a_file_that_has_gone_meanwhile_is_not_kept()
    {
        var file = await AddAsync(new FileDescription("a"));
        await using var content = new EventfulStream([1, 2, 3], () => Files.RemoveAsync(_scope, file.Id, Token));

        Assert.Null(await Files.FillAsync(file, content, Token));
        Assert.Empty(await BlobsOfAsync(file));
    }

    [Fact]
    public async Task A_removed_file_leaves_its_names_and_nothing_else()
    {
        var file = await AddAsync(new FileDescription("a", "x", new FileInstance("s", "i")));
        await FillAsync(file, "content");
        await Files.RemoveAsync(_scope, file.Id, Token);
        await Files.RemoveAsync(_scope, file.Id, Token);

        Assert.Equal([null], await Files.FindAsync(_scope, [new FileName(file.Id)], Token));
        Assert.Empty(await BlobsOfAsync(file));
        Assert.NotNull((await Files.CreateAsync(_scope, new FileDescription("a", "x", new FileInstance("s", "i")), overwrite: false, Token)).File);
    }

    [Fact]
    public async Task Parts_make_the_content_in_whatever_order_and_however_often_they_come()
    {
        var (first, second) = (RandomNumberGenerator.GetBytes(9_000_000), RandomNumberGenerator.GetBytes(10));
        var file = (await Files.BeginPartsAsync(_scope, (await AddAsync(new FileDescription("a"))).Id, 2, Token))!;
        await StorePartAsync(file, 1, second);
        await StorePartAsync(file, 0, RandomNumberGenerator.GetBytes(12_000_000));
        await Assert.ThrowsAsync<IOException>(() => Files.StorePartAsync(_scope, file.Id, file.Upload!.Id, 0, new BreakingStream(), Token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await StorePartAsync(file, 0, first);

        Assert.Equal([9_000_000, 10], await Files.FindPartsAsync(file.Upload!, Token));

        var joined = (await Files.JoinAsync(file, file.Upload!, Token))!;

        Assert.Equal(9_000_010, joined.Content!.Bytes);
        var stored = await _blobs.FindAsync(joined.Content.Blob, Token);
        Assert.Equal((byte[])[.. first, .. second], stored!.ToArray());
        Assert.False(await Files.StorePartAsync(_scope, file.Id, file.Upload!.Id, 1, new MemoryStream(second), Token));
    }

    [Fact]
    public async Task Parts_that_never_became_content_go_with_the_next_attempt_and_with_the_file()
    {
        var file = await AddAsync(new FileDescription("a"));
        var first = (await Files.BeginPartsAsync(_scope, file.Id, 1, Token))!;
        await StorePartAsync(first, 0, [1]);
        var second = (await Files.BeginPartsAsync(_scope, file.Id, 1, Token))!;
        await StorePartAsync(second, 0, [2]);

        Assert.Equal([null], await Files.FindPartsAsync(first.Upload!, Token));
        Assert.Equal([1], await Files.FindPartsAsync(second.Upload!, Token));

        await Files.RemoveAsync(_scope, file.Id, Token);

        Assert.Equal([null], await Files.FindPartsAsync(second.Upload!, Token));
    }

    [Fact]
    public async Task An_upload_that_was_begun_anew_while_its_parts_were_joined_is_no_content()
    {
        var file = await AddAsync(new FileDescription("a"));
        var first = (await Files.BeginPartsAsync(_scope, file.Id, 1, Token))!;
        await StorePartAsync(first, 0, [1]);
        await Files.BeginPartsAsync(_scope, file.Id, 1, Token);

        Assert.Null(await Files.JoinAsync(first, first.Upload!, Token));
        Assert.Null((await Files.FindAsync(_scope, [new FileName(file.Id)], Token)).Single()!.Content);
        Assert.Empty(await BlobsOfAsync(file));
    }

    [Fact]
    public async Task A_part_of_an_upload_that_was_begun_anew_is_not_taken()
    {
        var file = await AddAsync(new FileDescription("a"));
        var first = (await Files.BeginPartsAsync(_scope, file.Id, 1, Token))!.Upload!;
        var second = (await Files.BeginPartsAsync(_scope, file.Id, 1, Token))!.Upload!;

        Assert.False(await Files.StorePartAsync(_scope, file.Id, first.Id, 0, new MemoryStream([1]), Token));
        Assert.False(await Files.StorePartAsync(_scope, file.Id, second.Id, 1, new MemoryStream([1]), Token));
        Assert.Equal([null], await Files.FindPartsAsync(second, Token));
    }

    [Fact]
    public async Task Pages_stay_in_order_while_files_come_and_go()
    {
        var files = new List<StoredFile>();
        for (var i = 0; i < 7; i++)
        {
            files.Add(await AddAsync(new FileDescription($"{i}")));
        }

        var first = await Files.ListAsync(_scope, FileFilter.None, null, 3, Token);
        await Files.RemoveAsync(_scope, files[2].Id, Token);
        await Files.RemoveAsync(_scope, files[4].Id, Token);
        await AddAsync(new FileDescription("new"));
        var second = await Files.ListAsync(_scope, FileFilter.None, first.Next, 3, Token);
        var third = await Files.ListAsync(_scope, FileFilter.None, second.Next, 3, Token);

        Assert.Equal(["0", "1", "2"], first.Files.Select(NameOf));
        Assert.Equal(["3", "5", "6"], second.Files.Select(NameOf));
        Assert.Equal(["new"], third.Files.Select(NameOf));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task A_filter_goes_through_every_page()
    {
        for (var i = 0; i < 6; i++)
        {
            await AddAsync(new FileDescription(i % 2 == 0 ? "even" : "odd"));
        }

        var first = await Files.ListAsync(_scope, new FileFilter(Name: "odd"), null, 2, Token);
        var second = await Files.ListAsync(_scope, new FileFilter(Name: "odd"), first.Next, 2, Token);

        Assert.Equal((2, 1, null), (first.Files.Count, second.Files.Count, second.Next));
        Assert.Empty((await Files.ListAsync(_scope with { Account = Azurite.DrawAccount() }, FileFilter.None, null, 10, Token)).Files);
    }

    private static string NameOf(StoredFile file) => file.Description.Name;

    private async Task<StoredFile> AddAsync(FileDescription described)
    {
        var file = (await Files.CreateAsync(_scope, described, overwrite: false, Token)).File!;
        _time.Advance(TimeSpan.FromMilliseconds(1));
        return file;
    }

    private async Task<StoredFile?> FillAsync(StoredFile file, string text) => await Files.FillAsync(file, BinaryData.FromString(text).ToStream(), Token);

    private async Task StorePartAsync(StoredFile file, int part, byte[] content) =>
        Assert.True(await Files.StorePartAsync(_scope, file.Id, file.Upload!.Id, part, new MemoryStream(content), Token));

    private async Task<string?> ReadAsync(StoredFile file) => (await _blobs.FindAsync(file.Content!.Blob, Token))?.ToString();

    private Task<IReadOnlySet<string>> BlobsOfAsync(StoredFile file) => _blobs.ListAsync(new(Containers.Files, $"{_scope.Account}/{_scope.Project}/{file.Id}"), Token);

    /// <summary>A few bytes; something else happens while they are read.</summary>
    private sealed class EventfulStream(byte[] content, Func<Task> happen) : MemoryStream(content)
    {
        private bool _happened;

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

    /// <summary>Some blocks, then a broken connection.</summary>
    private sealed class BreakingStream : MemoryStream
    {
        private int _left = 5_000_000;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Math.Min(_left, buffer.Length);
            _left -= read;
            return read == 0 ? throw new IOException("Cut off.") : ValueTask.FromResult(read);
        }
    }
}
