using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Rewriting;

namespace SegFunctions.Models.Installation;

/// <summary>Makes the rewrites of an installed model's files for a CPU, and stores them by their hashes.</summary>
internal static class RewrittenFiles
{
    /// <param name="store">Contains the model.</param>
    /// <param name="model">The model whose missing rewrites are made.</param>
    /// <param name="folder">An empty folder on the store's volume.</param>
    /// <param name="cancellationToken">Leaves out unfinished rewrites.</param>
    /// <exception cref="InstallException">The file is not the network that the catalogue expects.</exception>
    public static async Task MakeAsync(ModelStore store, ModelEntry model, string folder, CancellationToken cancellationToken)
    {
        foreach (var file in model.Files)
        {
            if (file.Rewrite is { } rewrite && !File.Exists(store.GetPath(rewrite)))
            {
                var path = Path.Combine(folder, file.Name);
                await RewriteAsync(rewrite, $"{model.Name}/{file.Name}", store.GetPath(model, file), path, cancellationToken);
                await FileDigest.VerifyAsync(path, rewrite.Sha256, $"The rewrite of {model.Name}/{file.Name}", cancellationToken);
                Directory.CreateDirectory(Path.GetDirectoryName(store.GetPath(rewrite))!);
                File.Move(path, store.GetPath(rewrite));
            }
        }
    }

    private static async Task RewriteAsync(ModelRewrite rewrite, string label, string source, string target, CancellationToken cancellationToken)
    {
        try
        {
            await NetworkRewriter.RewriteAsync(rewrite, source, target, cancellationToken);
        }
        catch (ConversionException exception)
        {
            throw new InstallException(InstallFailure.Conversion, $"{label} cannot be rewritten: {exception.Message}", exception);
        }
    }
}
