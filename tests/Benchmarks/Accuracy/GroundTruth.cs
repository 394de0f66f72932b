using System.Text.Json;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Benchmarks.Accuracy;

/// <summary>A photo and the annotated objects in it.</summary>
/// <param name="Path">The path of the picture.</param>
/// <param name="Objects">Crowds excluded.</param>
/// <param name="Crowds">Classes with a crowd, annotated as one: if a photo has nothing else of the class, answers to its word are not judged.</param>
internal sealed record GroundTruth(string Path, IReadOnlyList<TrueObject> Objects, IReadOnlySet<string> Crowds)
{
    /// <summary>Reads <c>ground-truth.json</c>, per photo <c>file</c>, <c>labels</c> and <c>segments</c>; a label pixel belongs to segment <c>R + 256 G + 65536 B</c>.</summary>
    public static IEnumerable<GroundTruth> Read(DirectoryInfo folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(folder.FullName, "ground-truth.json")));
        foreach (var photo in json.RootElement.EnumerateArray())
        {
            var masks = ReadLabels(System.IO.Path.Combine(folder.FullName, photo.GetProperty("labels").GetString()!));
            var segments = photo.GetProperty("segments").EnumerateArray().ToLookup(segment => segment.GetProperty("crowd").GetBoolean());
            yield return new GroundTruth(
                System.IO.Path.Combine(folder.FullName, photo.GetProperty("file").GetString()!),
                [.. segments[false]
                    .Where(segment => masks.ContainsKey(segment.GetProperty("id").GetInt32()))
                    .Select(segment => new TrueObject(NameOf(segment), masks[segment.GetProperty("id").GetInt32()]))],
                segments[true].Select(NameOf).ToHashSet());
        }
    }

    /// <summary>A box and a click for each object, and each word with all its objects as one mask.</summary>
    public IEnumerable<(string Kind, string Name, Prompt Prompt, BinaryMask Truth)> ToPrompts() =>
    [
        .. Objects.Select((item, i) => ("box", $"{item.Name} {i}", (Prompt)item.ToBoxPrompt(), item.Mask)),
        .. Objects.Select((item, i) => ("click", $"{item.Name} {i}", (Prompt)item.ToClick(), item.Mask)),
        .. Objects.GroupBy(item => item.Name).Select(items => (
            "word", items.Key, (Prompt)new TextPrompt(items.Key), Scores.Union(items.First().Mask.Width, items.First().Mask.Height, items.Select(item => item.Mask)))),
    ];

    private static string NameOf(JsonElement segment) => segment.GetProperty("name").GetString()!;

    private static Dictionary<int, BinaryMask> ReadLabels(string path)
    {
        using var picture = Image.PngloadBuffer(File.ReadAllBytes(path));
        var pixels = picture.WriteToMemory<byte>();
        var masks = new Dictionary<int, BinaryMask>();
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            var at = i * picture.Bands;
            var id = pixels[at] + (pixels[at + 1] << 8) + (pixels[at + 2] << 16);
            if (!masks.TryGetValue(id, out var mask))
            {
                masks.Add(id, mask = new BinaryMask(picture.Width, picture.Height));
            }

            mask[i % picture.Width, i / picture.Width] = true;
        }

        return masks;
    }
}
