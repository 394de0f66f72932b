using System.Collections.Concurrent;

namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// Kind <c>yolo-words</c>: YOLOE 8 or 11 with built-in words, as Ultralytics exports it and jamjamjon/usls publishes it (<c>yoloe-…-seg-pf.onnx</c>). Like <see cref="YoloeModel"/>, but without
/// texts as input, and with a row of scores for each line of a list of words. It does not know other words.
/// </summary>
public sealed record YoloWordsModel : TextModel
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Lists = new(StringComparer.Ordinal);

    public static ExportKind Kind { get; } = new(
        "yolo-words",
        "Masks for the words of a list (YOLOE 8 and 11 with built-in words)",
        [
            new ExportFile(
                ModelFileRole.Network,
                [YoloTensors.Images],
                [
                    new TensorRule("output0", TensorType.F32, [1, TensorRule.Any, TensorRule.Any]),
                    new TensorRule("output1", TensorType.F32, [1, YoloeModel.Coefficients, YoloeModel.MapSide, YoloeModel.MapSide]),
                ]),
            new ExportFile(ModelFileRole.Labels, [], []),
        ],
        added => new YoloWordsModel { Name = added.Name, Description = added.Description, License = added.License, Source = added.Source, Files = added.Files },
        "YOLOE's code and weights are under the AGPL-3.0.");

    /// <summary>The default of its authors' predictor.</summary>
    public override double OperatingPoint => 0.25;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network, ModelFileRole.Labels];

    /// <summary>The words that the network knows, in the order of its score rows.</summary>
    /// <exception cref="Conversion.ConversionException">The file has changed since it was added.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<string> ReadWords()
    {
        var file = GetFile(ModelFileRole.Labels);
        return Lists.GetOrAdd(file.Sha256, _ => WordList.Read(Path.Combine(((AddedFolder)Source).Folder, file.Name)));
    }
}
