using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Rewriting;

namespace SegFunctions.Models.Installation;

/// <summary>Makes what runs in place of an installed model's files on a CPU, and keeps it by its hash.</summary>
internal static class RewrittenFiles
{
    /// <param name="store">Has the model.</param>
    /// <param name="model">What is missing of its rewrites is made.</param>
    /// <param name="folder">Empty, on the volume of the store.</param>
    /// <param name="cancellationToken">Leaves out what is not finished.</param>
    /// <exception cref="InstallException">The file is not the network that the catalogue takes it for.</exception>
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
