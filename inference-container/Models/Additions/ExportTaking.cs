using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Additions;

/// <summary>Copies an export's files into a folder and checks each of them immediately.</summary>
/// <param name="request">The export to add.</param>
/// <param name="folder">An empty folder.</param>
/// <param name="onBytes">Called with a file's role, the number of bytes so far, and their total.</param>
internal sealed class ExportTaking(AdditionRequest request, string folder, Action<string, long, long> onBytes) : IDisposable
{
    /// <summary>Maximum size of a file, in bytes.</summary>
    public const long LargestFile = 8_000_000_000;

    private const long LargestLicense = 1_000_000;
    private const string LicenseName = "license.txt";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FileIntake _intake = new(LargestFile, Patience);
    private readonly List<ModelFile> _files = [];
    private OnnxHeader? _network;

    /// <returns>The license's text; null if there is none.</returns>
    public async Task<string?> TakeLicenseAsync(CancellationToken cancellationToken)
    {
        if (request.Files.FirstOrDefault(file => file.Role == ModelFileRole.License) is not { } license)
        {
            return null;
        }

        using var intake = new FileIntake(LargestLicense, Patience);
        var text = await TakeAsync(intake, license, LicenseName, ModelFileRole.License, cancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(folder, text.Name), cancellationToken);
    }

    /// <returns>Every file, including the license.</returns>
    /// <exception cref="AdditionException">A file cannot be fetched or is not what the kind requires.</exception>
    public async Task<IReadOnlyList<ModelFile>> TakeAllAsync(CancellationToken cancellationToken)
    {
        foreach (var rule in request.Kind.Files)
        {
            var given = request.Files.First(file => file.Role == rule.Role && !file.IsWeights);
            var name = NameOf(rule);
            await TakeAsync(_intake, given, name, rule.Role, cancellationToken);
            if (rule.Tokenizer is { } kind)
            {
                Check(given, () => TokenizerJson.Read(Path.Combine(folder, name)), tokenizer => ExportCheck.FindFault(tokenizer, kind));
                continue;
            }

            if (rule.Role == ModelFileRole.Labels)
            {
                Check(given, () => WordList.Read(Path.Combine(folder, name)), words => ExportCheck.FindFault(words, _network!));
                continue;
            }

            var header = _network = Check(given, () => OnnxHeaderReader.Read(Path.Combine(folder, name)), header => ExportCheck.FindFault(header, rule));
            await TakeWeightsAsync(given, header, cancellationToken);
        }

        return _files;
    }

    public void Dispose() => _intake.Dispose();

    private async Task<ModelFile> TakeAsync(FileIntake intake, GivenFile given, string name, ModelFileRole role, CancellationToken cancellationToken)
    {
        var (sha256, bytes) = await intake.TakeAsync(given.Source, Path.Combine(folder, name), (done, all) => onBytes(given.RoleName, done, all), cancellationToken);
        if (given.Sha256 is { } pinned && pinned != sha256)
        {
            throw new AdditionException($"{given.Shown} has the SHA-256 {sha256}, not {pinned}.");
        }

        // The file's origin is not recorded, because an address may contain a key.
        var file = bytes > 0 ? new ModelFile(role, name, sha256, bytes, []) : throw new AdditionException($"{given.Shown} is empty.");
        _files.Add(file);
        return file;
    }

    /// <summary>Copies the network's external weights, under the file name by which the network refers to them.</summary>
    private async Task TakeWeightsAsync(GivenFile network, OnnxHeader header, CancellationToken cancellationToken)
    {
        var weights = request.Files.FirstOrDefault(file => file.Role == network.Role && file.IsWeights);
        var role = (network with { IsWeights = true }).RoleName;
        if (header.WeightFiles.Count == 0)
        {
            if (weights is not null)
            {
                throw new AdditionException($"{network.Shown} has no external weights, so '{role}' is not needed.");
            }

            return;
        }

        var (name, least) = header.WeightFiles.First();
        if (header.WeightFiles.Count > 1 || !AddedModels.IsFileName(name) || IsTaken(name))
        {
            throw new AdditionException(
                $"{network.Shown} keeps its weights in {string.Join(", ", header.WeightFiles.Keys.Take(3).Select(file => $"'{file}'"))}; it may have only one such file, beside it and with a unique name.");
        }

        if (weights is null)
        {
            throw new AdditionException($"{network.Shown} keeps its weights in '{name}'. Provide that file too: --file {role}=PATH.");
        }

        var taken = await TakeAsync(_intake, weights, name, ModelFileRole.Weights, cancellationToken);
        if (taken.Bytes < least)
        {
            throw new AdditionException($"{weights.Shown} has {taken.Bytes:N0} bytes, but {network.Shown} has weights up to {least:N0} in it: it is truncated or another network's.");
        }
    }

    /// <summary>A file's name in the model's folder.</summary>
    private static string NameOf(ExportFile rule) => rule.Role == ModelFileRole.Labels ? "labels.txt" : rule.Tokenizer is null ? $"{GivenFile.NameOf(rule.Role)}.onnx" : "tokenizer.json";

    /// <summary>Whether another file in the folder has this name, or will have it. Some file systems do not distinguish upper and lower case.</summary>
    private bool IsTaken(string name) => request.Kind.Files.Select(NameOf).Concat(_files.Select(file => file.Name)).Append(LicenseName).Append(VerifiedFiles.FileName)
        .Contains(name, StringComparer.OrdinalIgnoreCase);

    private T Check<T>(GivenFile given, Func<T> read, Func<T, string?> findFault)
    {
        try
        {
            var content = read();
            return findFault(content) is { } fault ? throw Wrong(given, fault) : content;
        }
        catch (ConversionException exception)
        {
            throw Wrong(given, exception.Message.TrimEnd('.'));
        }
    }

    private AdditionException Wrong(GivenFile given, string fault) => new($"{given.Shown} is not the {given.RoleName} of a {request.Kind.Name}: {fault}.");
}
