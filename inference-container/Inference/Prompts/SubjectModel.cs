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
        scene.ThrowIfCanceled();
        var (matte, certainty) = network.FindSubject(scene.Picture);
        scene.NoteUse(network.Identity);
        scene.Clock.Mark("matte");
        var mask = matte.ToMask(scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        yield return new Answer(plan.Subjects, Label, certainty, certainty, mask, matte);
    }
}
