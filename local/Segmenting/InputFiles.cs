using SegFunctions.Local.Output;

namespace SegFunctions.Local.Segmenting;

/// <summary>Gets the pictures and videos from the command line: inspects files, and stores copies of standard input and of downloads in the output folder.</summary>
/// <param name="spool">Folder for copies; must exist.</param>
/// <param name="standardInput">Read at most once.</param>
internal sealed class InputFiles(string spool, Stream standardInput)
{
    private const int ParallelFetches = 4;

    // Names in use, among them the run's own, which pictures' folders cannot have.
    private readonly HashSet<string> _taken = new(ResultFolder.OwnNames, StringComparer.OrdinalIgnoreCase);

    /// <returns>One file per source, in order; if it could not be read, it has a fault.</returns>
    public Task<InputFile[]> GetAsync(IReadOnlyList<PictureSource> sources, IProgressRows rows, CancellationToken cancellationToken) =>
        GetAsync([.. sources.Select(source => (source, ChooseFolder(source)))], rows, cancellationToken);

    /// <summary>Tries again to read those that failed.</summary>
    public async Task<IReadOnlyList<InputFile>> GetAgainAsync(IReadOnlyList<InputFile> files, IProgressRows rows, CancellationToken cancellationToken)
    {
        var faulty = files.Where(file => file.Fault is not null).ToList();
        var again = await GetAsync([.. faulty.Select(file => (PictureSource.Again(file), file.Folder))], rows, cancellationToken);
        var byFolder = again.ToDictionary(file => file.Folder);
        return [.. files.Select(file => byFolder.GetValueOrDefault(file.Folder, file))];
    }

    private async Task<InputFile[]> GetAsync((PictureSource Source, string Folder)[] wanted, IProgressRows rows, CancellationToken cancellationToken)
    {
        var files = new InputFile[wanted.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelFetches, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, wanted.Length, parallel, async (i, token) =>
        {
            files[i] = await GetAsync(wanted[i].Source, wanted[i].Folder, rows, token);
        });
        return files;
    }

    private async Task<InputFile> GetAsync(PictureSource source, string folder, IProgressRows rows, CancellationToken cancellationToken)
    {
        var path = source is FilePicture file ? file.Path : Path.Combine(spool, folder);
        try
        {
            path = await HaveAsync(source, path, Path.Combine(spool, folder), rows, cancellationToken);
            return PictureBytes.FindTypeOf(path) is { } type
                ? new InputFile(source.Name, path, type, folder)
                : Fail(new FileInfo(path).Length == 0 ? "It is empty." : $"It is not a {PictureBytes.KnownTypes} file, whatever its name.");
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            return Fail($"It cannot be read: {FileFault.Describe(exception)}");
        }
        catch (HttpRequestException exception)
        {
            return Fail($"It cannot be fetched: {exception.Message.TrimEnd('.')}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail("It cannot be fetched: its server takes too long to respond.");
        }

        InputFile Fail(string fault) => new(source.Name, path, string.Empty, folder, fault);
    }

    /// <returns>Path of a file that can be read repeatedly.</returns>
    private async Task<string> HaveAsync(PictureSource source, string path, string copy, IProgressRows rows, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case AddressPicture { Address: var address }:
                await PictureFetch.FetchAsync(address, copy, rows.Add(source.Name), cancellationToken);
                return copy;
            case StreamPicture:
                await PictureBytes.SpoolAsync(standardInput, copy, cancellationToken);
                return copy;
            default:
                await using (var file = File.OpenRead(path))
                {
                    if (!PictureBytes.IsPipe(file))
                    {
                        return path;
                    }

                    await PictureBytes.SpoolAsync(file, copy, cancellationToken);
                    return copy;
                }
        }
    }

    // Pictures from different folders may have the same name; the second becomes name-2, unless that name is taken.
    private string ChooseFolder(PictureSource source)
    {
        var name = source switch
        {
            AddressPicture { Address: var address } => Path.GetFileNameWithoutExtension(Uri.UnescapeDataString(address.AbsolutePath)).Replace("\0", null, StringComparison.Ordinal),
            StreamPicture => "stdin",
            _ => Path.GetFileNameWithoutExtension(source.Name),
        };
        name = name.Trim('.').Length > 0 ? name : "picture";
        var folder = name;
        for (var number = 2; !_taken.Add(folder); number++)
        {
            folder = $"{name}-{number}";
        }

        return folder;
    }
}
