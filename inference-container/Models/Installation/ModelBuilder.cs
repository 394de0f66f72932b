using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Installation;

/// <summary>Builds a model's folder from its source's files.</summary>
internal static class ModelBuilder
{
    /// <param name="model">The model to build.</param>
    /// <param name="parts">A folder with every file of <see cref="ModelFile.From"/>, without its subfolders.</param>
    /// <param name="folder">An empty folder; afterwards it holds the finished files and the record of their hashes, and nothing else.</param>
    /// <param name="cancellationToken">Leaves the folder incomplete.</param>
    /// <exception cref="InstallException">The files do not yield this model.</exception>
    public static async Task BuildAsync(ModelEntry model, string parts, string folder, CancellationToken cancellationToken)
    {
        foreach (var file in model.Files)
        {
            var path = Path.Combine(folder, file.Name);
            await MakeAsync(model, file, [.. file.From.Select(from => Path.Combine(parts, Path.GetFileName(from)))], path, cancellationToken);
            await FileDigest.VerifyAsync(path, file.Sha256, $"{model.Name}/{file.Name}", cancellationToken);
        }

        await VerifiedFiles.WriteAsync(folder, model.Files, cancellationToken);
    }

    private static async Task MakeAsync(ModelEntry model, ModelFile file, List<string> parts, string path, CancellationToken cancellationToken)
    {
        try
        {
            await (file.Conversion switch
            {
                ModelConversion.None or ModelConversion.Concatenation => ConcatenateAsync(parts, path, cancellationToken),
                ModelConversion.TfjsGraph => TfjsConverter.ConvertAsync(parts[0], parts[1..], path, cancellationToken),
                ModelConversion.Tflite => TfliteConverter.ConvertAsync(parts[0], file.Offset, path, cancellationToken),
                ModelConversion.OnnxOutputs => OnnxOutputs.ReplaceAsync(parts[0], file.Outputs!, path, cancellationToken),
                _ => throw new InvalidOperationException($"No conversion is called {file.Conversion}."),
            });
        }
        catch (ConversionException exception)
        {
            throw new InstallException(InstallFailure.Conversion, $"{model.Name}/{file.Name} cannot be converted: {exception.Message}", exception);
        }
    }

    private static async Task ConcatenateAsync(List<string> parts, string path, CancellationToken cancellationToken)
    {
        await using var whole = File.Create(path);
        foreach (var part in parts)
        {
            await using var file = File.OpenRead(part);
            await file.CopyToAsync(whole, cancellationToken);
        }
    }
}
