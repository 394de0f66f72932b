using SegFunctions.Inference.Networks.Writing;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Answers the word for text: finds each line with its mask.</summary>
/// <param name="network">The network that detects text.</param>
/// <param name="classId">The class of the word.</param>
internal sealed class WritingFinder(WritingNetwork network, int classId) : IWordFinder
{
    private readonly ScoreCalibration _calibration = new(network.OperatingPoint);

    public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore) => isWanted(classId)
        ? scene.GetWriting(network).Select(line => new WordFind(classId, _calibration.Calibrate(line.RawScore), line.RawScore, () => CutOut(scene, line)))
        : [];

    private static BinaryMask CutOut(Scene scene, WritingLine line)
    {
        scene.ThrowIfCanceled();
        return line.ToMask(scene.Picture.Width, scene.Picture.Height);
    }
}
