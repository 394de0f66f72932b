using System.Collections.Concurrent;
using SegFunctions.Local.Output;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Local.Setup;

/// <summary>Installs networks, with a progress row for each.</summary>
/// <param name="store">Where they are installed.</param>
/// <param name="time">For pauses.</param>
internal sealed class ModelSetup(ModelStore store, TimeProvider time)
{
    private static readonly ModelChoice Choice = ModelChoice.Of(ModelCatalogue.Load());

    /// <summary>Names of the networks that jobs with words, points and boxes need, as the worker chooses them.</summary>
    public static IReadOnlyList<string> ForWords { get; } = Choice.NamesFor(ModelAbility.Words, ModelAbility.Marks);

    /// <summary>Names of the networks that jobs for the subject need in addition, which are fetched with the first such job.</summary>
    public static IReadOnlyList<string> ForSubject { get; } = Choice.NamesFor(ModelAbility.Subject);

    /// <summary>The store of models within a cache folder.</summary>
    public static ModelStore StoreIn(string cache) => new(Path.Combine(cache, "models"));

    /// <exception cref="UserException">A name is unknown, a model cannot be installed, or the cache cannot be written.</exception>
    public Task EnsureAsync(IReadOnlyList<string> names, IProgressRows rows, CancellationToken cancellationToken) =>
        SetupFault.TranslateAsync(store.Folder, async () =>
        {
            await new ModelInstaller(ModelCatalogue.Load(), store, time).InstallAsync(names, new Rows(rows), cancellationToken);
            return names;
        });

    /// <summary>Describes what will be fetched: a sentence per missing model, with its size and license.</summary>
    public IEnumerable<string> DescribeMissing(IReadOnlyList<string> names) => ModelCatalogue.Load().Models
        .Where(model => names.Contains(model.Name) && !store.IsInstalled(model))
        .Select(model => $"{model.Name}: {model.Source.Bytes / 1e6:F0} MB to fetch. License of the package: {model.License.Package}. {model.License.Upstream.TrimEnd('.')}.");

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
                    row.Report(fraction, SetupRow.Waiting);
                    break;
            }
        }
    }
}
