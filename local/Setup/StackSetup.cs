using SegFunctions.Local.Output;

namespace SegFunctions.Local.Setup;

/// <summary>What a stack needs before its first start, all fetched at the same time. Nothing is done, and nothing shown, once it is there.</summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class StackSetup(string cache, TimeProvider time)
{
    public ModelSetup Models { get; } = new(ModelSetup.StoreIn(cache), time);

    public string ModelsFolder => ModelSetup.StoreIn(cache).Folder;

    /// <param name="models">What its workers will need.</param>
    /// <param name="rows">Where it is shown.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Azurite's script.</returns>
    public async Task<string> EnsureAsync(IReadOnlyList<string> models, IProgressRows rows, CancellationToken cancellationToken)
    {
        var azurite = new AzuriteInstaller(cache, time).EnsureAsync(rows, cancellationToken);
        var installed = Models.EnsureAsync(models, rows, cancellationToken);
        await Task.WhenAll(azurite, installed);
        return await azurite;
    }
}
