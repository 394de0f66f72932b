using SegFunctions.Local.Output;

namespace SegFunctions.Local.Setup;

/// <summary>What a stack needs before its first start, all fetched at the same time. Nothing is done, and nothing shown, once it is there.</summary>
/// <param name="cache">Absolute.</param>
/// <param name="time">For pauses.</param>
internal sealed class StackSetup(string cache, TimeProvider time)
{
    public string ModelsFolder => ModelSetup.StoreIn(cache).Folder;

    /// <returns>Azurite's script.</returns>
    public async Task<string> EnsureAsync(IProgressRows rows, CancellationToken cancellationToken)
    {
        var azurite = new AzuriteInstaller(cache, time).EnsureAsync(rows, cancellationToken);
        var models = new ModelSetup(ModelSetup.StoreIn(cache), time).EnsureAsync(ModelSetup.ForWords, rows, cancellationToken);
        await Task.WhenAll(azurite, models);
        return await azurite;
    }
}
