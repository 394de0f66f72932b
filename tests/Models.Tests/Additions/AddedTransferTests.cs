using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Models.Tests.Additions;

/// <summary>Copies a folder of added models into another, as workers do from the place where it is kept.</summary>
public sealed class AddedTransferTests : IDisposable
{
    private readonly StubFolder _source = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly List<string> _opened = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AddedModels Target => new(Path.Combine(_folder.FullName, "models"));

    [Fact]
    public async Task Everything_is_there_with_its_hashes()
    {
        await _source.AddAsync("clip", "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.ClipTokenizer());
        await _source.AddAsync("marks", "sam2", SamStubs.Files("sam2"));

        Assert.Equal(["clip", "marks"], await TakeAsync());

        var catalogue = ModelCatalogue.Load(exports: Target.Folder);
        Assert.All((string[])["clip", "marks"], name => Assert.True(new ModelStore("/nowhere").IsInstalled(catalogue.Get(name))));
        Assert.Equal(["network.onnx", "tokenizer.json", "verified.json"], Directory.EnumerateFiles(Target.GetFolder("clip")).Select(Path.GetFileName).Order());
        Assert.Equal(StubExports.ClipSeg().ToBytes(), await File.ReadAllBytesAsync(Path.Combine(Target.GetFolder("clip"), "network.onnx"), Token));
    }

    [Fact]
    public async Task What_is_there_already_is_not_opened_again_and_what_is_gone_goes()
    {
        await _source.AddAsync("clip", "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.ClipTokenizer());
        await _source.AddAsync("old", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        await TakeAsync();
        await _source.Addition.RemoveAsync("old", Token);
        await _source.AddAsync("new", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        _opened.Clear();

        Assert.Equal(["new"], await TakeAsync());

        Assert.Equal(["added.json", "new/network.onnx"], _opened);
        Assert.Equal(["clip", "new"], Target.Read().Select(model => model.Name));
        Assert.False(Directory.Exists(Target.GetFolder("old")));
    }

    [Fact]
    public async Task A_folder_that_a_user_added_models_to_is_refused_and_keeps_them()
    {
        await _source.AddAsync("clip", "clipseg", StubExports.ClipSeg().ToBytes(), StubExports.ClipTokenizer());
        using var own = new StubFolder();
        await own.AddAsync("mine", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        var transfer = new AddedTransfer(own.Added, OpenAsync, TimeProvider.System);

        Assert.Contains("Choose a folder of its own", (await Assert.ThrowsAsync<AdditionException>(() => transfer.TakeAsync(_ => { }, Token))).Message, StringComparison.Ordinal);
        Assert.Equal(["mine"], own.Added.Read().Select(model => model.Name));
        Assert.True(File.Exists(Path.Combine(own.Added.GetFolder("mine"), "network.onnx")));
    }

    [Fact]
    public async Task A_damaged_copy_of_the_list_is_replaced()
    {
        await _source.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        await TakeAsync();
        await File.WriteAllTextAsync(Path.Combine(Target.Folder, AddedModels.FileName), "{", Token);

        Assert.Empty(await TakeAsync());
        Assert.Equal(["x"], Target.Read().Select(model => model.Name));
    }

    [Fact]
    public async Task A_model_whose_file_has_changed_is_brought_in_again()
    {
        await _source.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        await TakeAsync();
        await File.AppendAllTextAsync(Path.Combine(Target.GetFolder("x"), "network.onnx"), "more", Token);

        Assert.Equal(["x"], await TakeAsync());
        Assert.Equal(StubExports.Matting(1024).ToBytes(), await File.ReadAllBytesAsync(Path.Combine(Target.GetFolder("x"), "network.onnx"), Token));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    [InlineData(+1, 0)]
    public async Task Another_file_than_the_list_says_is_refused_and_what_was_there_stays(int longer, int changed)
    {
        await _source.AddAsync("before", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        await TakeAsync();
        await _source.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        var path = Path.Combine(_source.Added.GetFolder("x"), "network.onnx");
        var content = await File.ReadAllBytesAsync(path, Token);
        content[^1] += (byte)changed;
        Array.Resize(ref content, content.Length + longer);
        await File.WriteAllBytesAsync(path, content, Token);

        Assert.StartsWith("x/network.onnx has ", (await Assert.ThrowsAsync<AdditionException>(TakeAsync)).Message, StringComparison.Ordinal);

        Assert.Equal(["before"], Target.Read().Select(model => model.Name));
        Assert.Equal(["before"], Directory.EnumerateDirectories(Target.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named()
    {
        Assert.Equal("added.json does not exist.", (await Assert.ThrowsAsync<AdditionException>(TakeAsync)).Message);
        await _source.AddAsync("x", "birefnet", StubExports.Matting(1024).ToBytes(), null);
        File.Delete(Path.Combine(_source.Added.GetFolder("x"), "network.onnx"));

        Assert.Equal("x/network.onnx does not exist.", (await Assert.ThrowsAsync<AdditionException>(TakeAsync)).Message);
    }

    [Fact]
    public async Task A_list_that_leads_elsewhere_is_refused()
    {
        Directory.CreateDirectory(_source.Added.Folder);
        await File.WriteAllTextAsync(
            Path.Combine(_source.Added.Folder, AddedModels.FileName),
            """[{"name":"../x","kind":"birefnet","license":{"package":"x","upstream":"x"},"files":[]}]""",
            Token);

        await Assert.ThrowsAsync<ModelCatalogueException>(TakeAsync);
        Assert.Empty(Directory.EnumerateDirectories(_folder.FullName, "x*"));
    }

    public void Dispose()
    {
        _source.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<string>> TakeAsync()
    {
        var taken = new List<string>();
        await new AddedTransfer(Target, OpenAsync, TimeProvider.System).TakeAsync(taken.Add, Token);
        return taken;
    }

    private Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        _opened.Add(name);
        var path = Path.Combine(_source.Added.Folder, name);
        return Task.FromResult<Stream?>(File.Exists(path) ? File.OpenRead(path) : null);
    }
}
