using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Additions;

/// <summary>
/// Copies a folder of added models from another location. Models that are already here are kept; others are copied piece by piece, checked by their hashes, and
/// appear whole or not at all. Models that are no longer in the source's list are deleted.
/// </summary>
/// <param name="target">The destination: a folder that is empty, or that only this class has written to.</param>
/// <param name="open">Opens a file of the source: <c>added.json</c>, or a model's name, a slash and a file's name. Returns null if the file does not exist.</param>
/// <param name="time">For pauses.</param>
public sealed class AddedTransfer(AddedModels target, Func<string, CancellationToken, Task<Stream?>> open, TimeProvider time)
{
    private const long LargestList = 1_000_000;

    /// <summary>Marks a folder as a copy, so that models that its source lacks may be deleted.</summary>
    private const string Marker = ".taken";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="onModel">Called with the name of each model that is about to be copied.</param>
    /// <param name="cancellationToken">Stops the copying; everything in the folder remains whole.</param>
    /// <exception cref="AdditionException">
    /// The source lacks a file or has one that differs from its list, or the folder contains something that was not copied from there.
    /// </exception>
    /// <exception cref="ModelCatalogueException">The source's list is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task TakeAsync(Action<string> onModel, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target.Folder);
        using var held = await CacheLock.AcquireAsync(Path.Combine(target.Folder, ".lock"), static () => { }, time, cancellationToken);
        MarkAsCopy();
        using var workplace = new InstallWorkplace(Path.Combine(target.Folder, ".taking"));
        var source = workplace.CreateFolder();
        using (var list = new FileIntake(LargestList, Patience))
        {
            await CopyAsync(list, AddedModels.FileName, Path.Combine(source, AddedModels.FileName), cancellationToken);
        }

        var models = new AddedModels(source).Read();
        foreach (var model in models.Where(model => !IsHere(model)))
        {
            onModel(model.Name);
            await TakeAsync(model, workplace, cancellationToken);
        }

        foreach (var gone in Directory.EnumerateDirectories(target.Folder).Select(path => Path.GetFileName(path)).Where(AddedModels.IsName).Except(models.Select(model => model.Name)).ToList())
        {
            Directory.Delete(target.GetFolder(gone), recursive: true);
        }

        target.Write(models);
    }

    private void MarkAsCopy()
    {
        var marker = Path.Combine(target.Folder, Marker);
        if (!File.Exists(marker) && Directory.EnumerateFileSystemEntries(target.Folder).Any(path => AddedModels.IsName(Path.GetFileName(path)) || AddedModels.IsOfTheList(Path.GetFileName(path))))
        {
            throw new AdditionException($"{target.Folder} contains something that was not copied from there. Choose a folder of its own, whose content may be replaced.");
        }

        File.WriteAllText(marker, string.Empty);
    }

    private async Task TakeAsync(AddedModel model, InstallWorkplace workplace, CancellationToken cancellationToken)
    {
        var folder = workplace.CreateFolder();
        using var intake = new FileIntake(ExportTaking.LargestFile, Patience);
        foreach (var file in model.Files)
        {
            var name = $"{model.Name}/{file.Name}";
            var (sha256, bytes) = await CopyAsync(intake, name, Path.Combine(folder, file.Name), cancellationToken);
            if (bytes != file.Bytes || sha256 != file.Sha256)
            {
                throw new AdditionException($"{name} has {bytes:N0} bytes and the SHA-256 {sha256}, not {file.Bytes:N0} and {file.Sha256} as in {AddedModels.FileName}.");
            }
        }

        await VerifiedFiles.WriteAsync(folder, model.Files, cancellationToken);
        workplace.Publish(folder, target.GetFolder(model.Name));
    }

    private async Task<(string Sha256, long Bytes)> CopyAsync(FileIntake intake, string name, string to, CancellationToken cancellationToken)
    {
        await using var from = await open(name, cancellationToken) ?? throw new AdditionException($"{name} does not exist.");
        return await intake.CopyAsync(from, expected: 0, name, to, static (_, _) => { }, cancellationToken);
    }

    /// <summary>Whether every file of the model was checked when it was copied, and still has the same size.</summary>
    private bool IsHere(AddedModel model) => VerifiedFiles.Find(target.GetFolder(model.Name)) is { } verified
        && model.Files.All(file => verified.Holds(file) && new FileInfo(Path.Combine(target.GetFolder(model.Name), file.Name)) is { Exists: true } here && here.Length == file.Bytes);
}
