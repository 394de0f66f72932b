using SegFunctions.Contract;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Networks;

/// <summary>The files that sessions open: the published ones, or their rewrites for a CPU.</summary>
/// <param name="store">Has a network's files by the time they are needed.</param>
/// <param name="rewritten">Whether to open a file's rewrite in its place.</param>
internal sealed class NetworkFiles(ModelStore store, bool rewritten)
{
    /// <exception cref="InvalidOperationException">The model is not installed.</exception>
    public string GetPath(ModelEntry model, ModelFileRole role)
    {
        if (!store.IsInstalled(model) || (rewritten && !store.IsRewritten(model)))
        {
            throw new InvalidOperationException($"The model '{model.Name}' is not installed in {store.Folder}.");
        }

        return FindRewrite(model, role) is { } rewrite ? store.GetPath(rewrite) : store.GetPath(model, model.GetFile(role));
    }

    /// <summary>The identity of the file that is opened.</summary>
    public ModelIdentity Identify(ModelEntry model, ModelFileRole role) => new(
        model.Name, FindRewrite(model, role)?.Sha256 ?? model.GetFile(role).Sha256, model.Source is AddedFolder ? model.License.Package : null);

    /// <inheritdoc cref="ModelRewrite.InputSides"/>
    public IReadOnlyList<int> GetInputSides(ModelEntry model, ModelFileRole role) => FindRewrite(model, role)?.InputSides ?? [];

    private ModelRewrite? FindRewrite(ModelEntry model, ModelFileRole role) => rewritten ? model.GetFile(role).Rewrite : null;
}
