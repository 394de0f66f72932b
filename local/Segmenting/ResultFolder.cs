using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Local.Segmenting;

/// <summary>
/// The output folder: <c>result.json</c>, and for each picture a folder with <c>preview.png</c>, <c>masks/{n}.png</c> and, if requested,
/// <c>cutouts/{n}.png</c>, or in another format, <c>rle.json</c> and <c>polygons.json</c>; for each video one with <c>preview.mp4</c>, <c>masks.json</c>,
/// <c>frames.ndjson.gz</c> and, if requested, <c>cutout.webm</c> and <c>mask.mp4</c>. Everything is written to the hidden folder <c>.segfunctions</c> beside them first, and moved
/// when it is complete, so an earlier run's files stay until their replacements exist.
/// </summary>
/// <param name="root">Absolute; need not exist.</param>
internal sealed class ResultFolder(string root)
{
    public const string DocumentName = "result.json";
    public const string MasksName = "masks.json";
    public const string FramesName = "frames.ndjson.gz";
    public const string CutoutName = "cutout.webm";
    public const string MaskName = "mask.mp4";
    private const string WorkName = ".segfunctions";
    private const string JournalName = "run.json";
    private static readonly string[] SegmentFolders = ["masks", "cutouts"];
    private static readonly string[] Extensions = [".png", ".jpg", ".webp", ".zip"];
    private static readonly string[] SingleFiles =
    [
        "preview.png", "rle.json", "polygons.json", "preview.mp4", MasksName, FramesName, CutoutName, MaskName,
    ];

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Names that a picture's folder cannot have.</summary>
    public static IReadOnlyList<string> OwnNames { get; } = [DocumentName, WorkName];

    public string Root => root;

    /// <summary>Folder for pictures that cannot be read twice.</summary>
    public string Inputs => Path.Combine(Work, "inputs");

    private string Work => Path.Combine(root, WorkName);

    private string Staging => Path.Combine(Work, "items");

    public static string ToJson(ResultDocument document) => JsonSerializer.Serialize(document, Options);

    /// <summary>Relative to the document.</summary>
    public static string PreviewOf(InputFile file) => $"{file.Folder}/preview.{(file.IsVideo ? "mp4" : "png")}";

    /// <summary>A video's file by its name in the folder; relative to the document.</summary>
    public static string FileOf(InputFile file, string name) => $"{file.Folder}/{name}";

    /// <summary>Relative to the document.</summary>
    public static string MaskOf(InputFile file, int segment) => $"{file.Folder}/masks/{segment}.png";

    /// <summary>Relative to the document.</summary>
    /// <param name="file">The picture.</param>
    /// <param name="segment">Index among the picture's segments.</param>
    /// <param name="extension">The extension, with its dot.</param>
    public static string CutoutOf(InputFile file, int segment, string extension) => $"{file.Folder}/cutouts/{segment}{extension}";

    /// <summary>Relative to the document.</summary>
    public static string RlesOf(InputFile file) => $"{file.Folder}/rle.json";

    /// <summary>Relative to the document.</summary>
    public static string PolygonsOf(InputFile file) => $"{file.Folder}/polygons.json";

    public string FullPath(string relative) => Path.Combine(root, relative);

    /// <summary>Where a file of the document is first written.</summary>
    public string StagedPath(string relative) => Path.Combine(Staging, relative);

    /// <summary>Prepares the folder for a run; finished results of earlier runs stay.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Inputs);
            if (Directory.Exists(Staging))
            {
                Directory.Delete(Staging, recursive: true);
            }

            Directory.CreateDirectory(Staging);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            throw new UserException($"The output folder {root} cannot be used: {FileFault.DescribeFolder(root, exception)}", exception);
        }

        if (Directory.Exists(FullPath(DocumentName)))
        {
            throw new UserException($"The output folder {root} cannot be used: {DocumentName} in it is a folder.");
        }
    }

    /// <returns>Why the picture's results cannot be stored here; null if they can.</returns>
    public string? FindObstacle(InputFile file) =>
        SegmentFolders.Select(name => FullPath($"{file.Folder}/{name}")).Prepend(FullPath(file.Folder)).FirstOrDefault(File.Exists) is { } taken
            ? $"{taken} is a file, where its results need a folder."
            : null;

    /// <summary>Moves the picture's files to their place, and deletes what else an earlier run wrote for it, but no files that a run cannot have written.</summary>
    /// <exception cref="IOException">Something is in the way, or the disk is full.</exception>
    public void Publish(InputFile file)
    {
        var (staged, folder) = (StagedPath(file.Folder), FullPath(file.Folder));
        if (!Directory.Exists(folder))
        {
            Directory.Move(staged, folder);
            return;
        }

        var made = Directory.EnumerateFiles(staged, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(staged, path)).ToHashSet();
        foreach (var relative in made.Select(Path.GetDirectoryName).Distinct())
        {
            Directory.CreateDirectory(Path.Combine(folder, relative!));
        }

        foreach (var relative in made)
        {
            File.Move(Path.Combine(staged, relative), Path.Combine(folder, relative), overwrite: true);
        }

        foreach (var earlier in FindWritten(folder).Where(path => !made.Contains(Path.GetRelativePath(folder, path))).ToList())
        {
            File.Delete(earlier);
        }

        Discard(file);
    }

    /// <summary>Deletes what was written for a failed picture.</summary>
    public void Discard(InputFile file)
    {
        if (Directory.Exists(StagedPath(file.Folder)))
        {
            Directory.Delete(StagedPath(file.Folder), recursive: true);
        }
    }

    /// <summary>Writes the document, last of all: once it exists, everything that it names exists.</summary>
    /// <exception cref="IOException">It could not be written; an earlier one is unchanged.</exception>
    public void Write(ResultDocument document) => Write(FullPath(DocumentName), ToJson(document) + "\n");

    /// <exception cref="IOException">It could not be written; an earlier one is unchanged.</exception>
    public void Write(RunJournal journal) => Write(Path.Combine(Work, JournalName), JsonSerializer.Serialize(journal, Options));

    /// <returns>Null if no run was left unfinished here.</returns>
    /// <exception cref="UserException">The run's record cannot be read.</exception>
    public RunJournal? FindJournal()
    {
        var path = Path.Combine(Work, JournalName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<RunJournal>(File.ReadAllBytes(path), Options) : null;
        }
        catch (Exception exception) when (exception is JsonException || FileFault.Is(exception))
        {
            throw new UserException($"{path} is not a record of a run that can be resumed: {exception.Message}", exception);
        }
    }

    /// <summary>Deletes the record: there is nothing left to resume.</summary>
    public void Forget()
    {
        if (Directory.Exists(Work))
        {
            Directory.Delete(Work, recursive: true);
        }
    }

    private static IEnumerable<string> FindWritten(string folder) => SegmentFolders
        .Select(name => Path.Combine(folder, name)).Where(Directory.Exists)
        .SelectMany(name => Directory.EnumerateFiles(name)).Where(path => Extensions.Contains(Path.GetExtension(path)) && IsNumbered(path))
        .Concat(SingleFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists));

    private static bool IsNumbered(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private void Write(string path, string text)
    {
        var part = Path.Combine(Work, Path.GetFileName(path) + ".part");
        try
        {
            File.WriteAllText(part, text);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception exception) when (FileFault.Is(exception))
        {
            // If the disk is full, the partial file would take up space.
            File.Delete(part);
            throw;
        }
    }
}
