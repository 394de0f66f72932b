using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Additions;

/// <summary>Takes an export's files into a folder and checks each as soon as it is there.</summary>
/// <param name="request">What is added.</param>
/// <param name="folder">Empty.</param>
/// <param name="onBytes">Told of a file's role, of its bytes so far, and of how many there will be.</param>
internal sealed class ExportTaking(AdditionRequest request, string folder, Action<string, long, long> onBytes) : IDisposable
{
    /// <summary>Most bytes of a file.</summary>
    public const long LargestFile = 8_000_000_000;

    private const long LargestLicence = 1_000_000;
    private const string LicenceName = "licence.txt";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FileIntake _intake = new(LargestFile, Patience);
    private readonly List<ModelFile> _files = [];
    private OnnxHeader? _network;

    /// <returns>The licence's text; null if none is given.</returns>
    public async Task<string?> TakeLicenceAsync(CancellationToken cancellationToken)
    {
        if (request.Files.FirstOrDefault(file => file.Role == ModelFileRole.Licence) is not { } licence)
        {
            return null;
        }

        using var intake = new FileIntake(LargestLicence, Patience);
        var text = await TakeAsync(intake, licence, LicenceName, ModelFileRole.Licence, cancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(folder, text.Name), cancellationToken);
    }

    /// <returns>Every file, the licence included.</returns>
    /// <exception cref="AdditionException">One of them cannot be had or is not what the kind asks for.</exception>
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

        // Where it came from is not kept: an address may carry a key.
        var file = bytes > 0 ? new ModelFile(role, name, sha256, bytes, []) : throw new AdditionException($"{given.Shown} is empty.");
        _files.Add(file);
        return file;
    }

    /// <summary>The file beside the network that holds its weights, under the name by which the network knows it.</summary>
    private async Task TakeWeightsAsync(GivenFile network, OnnxHeader header, CancellationToken cancellationToken)
    {
        var weights = request.Files.FirstOrDefault(file => file.Role == network.Role && file.IsWeights);
        var role = (network with { IsWeights = true }).RoleName;
        if (header.WeightFiles.Count == 0)
        {
            if (weights is not null)
            {
                throw new AdditionException($"{network.Shown} keeps no weights outside itself, so '{role}' is not needed.");
            }

            return;
        }

        var (name, least) = header.WeightFiles.First();
        if (header.WeightFiles.Count > 1 || !AddedModels.IsFileName(name) || IsTaken(name))
        {
            throw new AdditionException(
                $"{network.Shown} keeps its weights in {string.Join(", ", header.WeightFiles.Keys.Take(3).Select(file => $"'{file}'"))}; it may do so in one file beside it, with a name of its own.");
        }

        if (weights is null)
        {
            throw new AdditionException($"{network.Shown} keeps its weights in '{name}'. Give that file too: --file {role}=PATH.");
        }

        var taken = await TakeAsync(_intake, weights, name, ModelFileRole.Weights, cancellationToken);
        if (taken.Bytes < least)
        {
            throw new AdditionException($"{weights.Shown} has {taken.Bytes:N0} bytes, but {network.Shown} has weights up to {least:N0} in it: it is truncated or another network's.");
        }
    }

    /// <summary>The name of a file of the kind in the model's folder.</summary>
    private static string NameOf(ExportFile rule) => rule.Role == ModelFileRole.Labels ? "labels.txt" : rule.Tokenizer is null ? $"{GivenFile.NameOf(rule.Role)}.onnx" : "tokenizer.json";

    /// <summary>Whether another file of the folder has this name, or will. Some file systems do not tell upper from lower case.</summary>
    private bool IsTaken(string name) => request.Kind.Files.Select(NameOf).Concat(_files.Select(file => file.Name)).Append(LicenceName).Append(VerifiedFiles.FileName)
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
