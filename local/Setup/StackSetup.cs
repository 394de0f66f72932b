using SegFunctions.Local.Output;

namespace SegFunctions.Local.Setup;

/// <summary>Installs what a stack needs before its first start, all at the same time. Once everything is installed, nothing is done and nothing shown.</summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class StackSetup(string cache, TimeProvider time)
{
    public ModelSetup Models { get; } = new(ModelSetup.StoreIn(cache), time);

    public string ModelsFolder => ModelSetup.StoreIn(cache).Folder;

    /// <param name="models">Names of the networks that its workers will need.</param>
    /// <param name="rows">Where the progress is shown.</param>
    /// <param name="cancellationToken">Stops the installation.</param>
    /// <returns>Azurite's script.</returns>
    public async Task<string> EnsureAsync(IReadOnlyList<string> models, IProgressRows rows, CancellationToken cancellationToken)
    {
        var azurite = new AzuriteInstaller(cache, time).EnsureAsync(rows, cancellationToken);
        var installed = Models.EnsureAsync(models, rows, cancellationToken);
        await Task.WhenAll(azurite, installed);
        return await azurite;
    }
}
