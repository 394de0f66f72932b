using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>No words and no marks: whatever the picture is of, with a soft edge.</summary>
internal sealed class SubjectModel(MattingNetwork network) : IPromptModel
{
    private const string Label = "subject";

    public IEnumerable<Answer> Answer(Scene scene, PromptPlan plan)
    {
        var (matte, certainty) = scene.GetMatte(network);
        var mask = matte.ToMask(scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        yield return new Answer(plan.Subjects, Label, certainty, certainty, mask, matte);
    }
}
