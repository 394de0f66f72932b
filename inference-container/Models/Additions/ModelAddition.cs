using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.Additions;

/// <summary>
/// Adds exports to a user's folder and removes them. An export appears whole, checked and with its hashes, or not at all; processes that change the same folder wait for each other.
/// </summary>
/// <param name="models">The folder.</param>
/// <param name="taken">The names of built-in models.</param>
/// <param name="time">For pauses.</param>
public sealed class ModelAddition(AddedModels models, IReadOnlyCollection<string> taken, TimeProvider time)
{
    /// <param name="request">The export to add.</param>
    /// <param name="showLicense">Called with the license's text, if the user provides one, before the request is checked for its acceptance.</param>
    /// <param name="onBytes">Called with a file's role, the number of bytes so far, and their total; 0 if the total is unknown.</param>
    /// <param name="cancellationToken">Stops the addition; nothing is added.</param>
    /// <exception cref="AdditionException">A file is not what its kind requires or cannot be fetched, or its terms are not accepted.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<AddedModel> AddAsync(
        AdditionRequest request, Action<string> showLicense, Action<string, long, long> onBytes, CancellationToken cancellationToken)
    {
        if (FindFault(request) is { } fault)
        {
            throw new AdditionException(fault);
        }

        using var held = await HoldAsync(cancellationToken);
        var known = models.Read();
        if (taken.Contains(request.Name) || known.Any(model => model.Name == request.Name))
        {
            throw new AdditionException($"There is already a model '{request.Name}'. Choose another name, or remove it first if you added it.");
        }

        using var workplace = new InstallWorkplace(Path.Combine(models.Folder, ".adding"));
        var folder = workplace.CreateFolder();
        using var taking = new ExportTaking(request, folder, onBytes);
        if (await taking.TakeLicenseAsync(cancellationToken) is { } license)
        {
            showLicense(license);
            if (!request.AcceptsLicense)
            {
                throw new AdditionException("Pass --accept-license if you accept this license.");
            }
        }

        var files = await taking.TakeAllAsync(cancellationToken);
        await VerifiedFiles.WriteAsync(folder, files, cancellationToken);
        workplace.Publish(folder, models.GetFolder(request.Name));
        var added = new AddedModel(request.Name, request.Kind.Name, LicenseOf(request), files) { Source = new AddedFolder(models.GetFolder(request.Name)) };
        WriteOrUndo(known, added);
        return added;
    }

    /// <exception cref="AdditionException">No such model was added.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (models.Read().All(model => model.Name != name))
        {
            throw new AdditionException($"No model '{name}' was added in {models.Folder}.");
        }

        using var held = await HoldAsync(cancellationToken);
        var known = models.Read();

        // A worker that has the files open continues to use them.
        models.Write(known.Where(model => model.Name != name));
        if (Directory.Exists(models.GetFolder(name)))
        {
            Directory.Delete(models.GetFolder(name), recursive: true);
        }
    }

    private Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(models.Folder);
        return CacheLock.AcquireAsync(Path.Combine(models.Folder, ".lock"), static () => { }, time, cancellationToken);
    }

    /// <summary>Writes the list, or deletes the model's folder if that fails: a folder that is in no list would remain forever.</summary>
    private void WriteOrUndo(IReadOnlyList<AddedModel> known, AddedModel added)
    {
        try
        {
            models.Write(known.Append(added));
        }
        catch
        {
            // Whatever failed, files that no list names could not be removed by name.
            Directory.Delete(models.GetFolder(added.Name), recursive: true);
            throw;
        }
    }

    /// <summary>The first fault that can be found before any byte is copied.</summary>
    private static string? FindFault(AdditionRequest request)
    {
        var roles = request.Kind.Files.Select(file => file.Role).ToList();
        return AddedModels.IsOfTheList(request.Name) ? $"The name '{request.Name}' is reserved for the list of added models. Choose another."
            : request.Name == AddedModels.BuiltIn ? $"'{AddedModels.BuiltIn}' names the built-in networks. Choose another name."
            : !AddedModels.IsName(request.Name) ? $"The name '{request.Name}' must consist of lower-case letters, digits, '-' and '.', 64 at most."
            : request.Files.FirstOrDefault(file => file.Role != ModelFileRole.License && !roles.Contains(file.Role)) is { } foreign
                ? $"The kind {request.Kind.Name} has no file '{foreign.RoleName}'; it has {string.Join(", ", roles.Select(GivenFile.NameOf))}."
            : request.Files.GroupBy(file => file.RoleName).FirstOrDefault(given => given.Count() > 1) is { } twice ? $"The file '{twice.Key}' is given more than once."
            : roles.Where(role => !request.Files.Any(file => file.Role == role && !file.IsWeights)).Select(GivenFile.NameOf).FirstOrDefault() is { } missing
                ? $"The kind {request.Kind.Name} needs the file '{missing}': --file {missing}=PATH."
            : request.Kind.Terms is { } terms && !request.AcceptsLicense ? $"{terms} Pass --accept-license if you accept its terms."
            : null;
    }

    private static ModelLicense LicenseOf(AdditionRequest request) => new(
        request.Files.Any(file => file.Role == ModelFileRole.License) ? "see license.txt" : request.Kind.Terms is null ? "not given" : "accepted",
        request.Kind.Terms ?? "Added by the user.");
}
