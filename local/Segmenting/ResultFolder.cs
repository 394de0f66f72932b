using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Local.Segmenting;

/// <summary>
/// The output folder: <c>result.json</c>, and for each picture a folder with <c>preview.png</c>, <c>masks/{n}.png</c> and, when asked for,
/// <c>cutouts/{n}.png</c>, <c>rle.json</c> and <c>polygons.json</c>.
/// </summary>
/// <param name="root">Need not exist.</param>
internal sealed class ResultFolder(string root)
{
    public const string DocumentName = "result.json";
    private static readonly string[] SegmentFolders = ["masks", "cutouts"];

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string ToJson(ResultDocument document) => JsonSerializer.Serialize(document, Options);

    /// <summary>Relative to the document.</summary>
    public static string PreviewOf(InputFile file) => $"{file.Folder}/preview.png";

    /// <summary>Relative to the document.</summary>
    public static string MaskOf(InputFile file, int segment) => $"{file.Folder}/masks/{segment}.png";

    /// <summary>Relative to the document.</summary>
    public static string CutoutOf(InputFile file, int segment) => $"{file.Folder}/cutouts/{segment}.png";

    /// <summary>Relative to the document.</summary>
    public static string RlesOf(InputFile file) => $"{file.Folder}/rle.json";

    /// <summary>Relative to the document.</summary>
    public static string PolygonsOf(InputFile file) => $"{file.Folder}/polygons.json";

    public string FullPath(string relative) => Path.Combine(root, relative);

    /// <exception cref="UserException">Nothing can be written there.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(root);
            File.Delete(FullPath(DocumentName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The output folder {root} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Removes what an earlier run wrote for the picture, and nothing that it cannot have written.</summary>
    public void Clear(InputFile file)
    {
        if (!Directory.Exists(FullPath(file.Folder)))
        {
            return;
        }

        foreach (var written in new[] { PreviewOf(file), RlesOf(file), PolygonsOf(file) })
        {
            File.Delete(FullPath(written));
        }

        foreach (var folder in SegmentFolders.Select(name => FullPath($"{file.Folder}/{name}")).Where(Directory.Exists))
        {
            foreach (var picture in Directory.EnumerateFiles(folder, "*.png").Where(IsNumbered).ToList())
            {
                File.Delete(picture);
            }
        }
    }

    /// <summary>Last of all: whoever finds it finds everything that it names.</summary>
    public async Task WriteAsync(ResultDocument document, CancellationToken cancellationToken)
    {
        var part = FullPath(DocumentName + ".part");
        await File.WriteAllTextAsync(part, ToJson(document) + "\n", cancellationToken);
        File.Move(part, FullPath(DocumentName), overwrite: true);
    }

    private static bool IsNumbered(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
