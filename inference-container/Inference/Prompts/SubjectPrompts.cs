using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>No words and no marks: whatever the picture is of, with a soft edge.</summary>
internal sealed class SubjectPrompts(PromptPlan plan, MattingNetwork network) : IPrompts
{
    private const string Label = "subject";

    public IEnumerable<FoundSegment> Find(Scene scene)
    {
        var subject = scene.GetMatte(network);
        var mask = subject.Matte.ToMask(scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        return plan.Subjects.Select(prompt => new FoundSegment(prompt, Label, subject.Certainty, subject.Certainty, mask)
        {
            Matte = subject.Matte,
            Evidence = Evidence.OfSubject(subject),
        });
    }

    public BinaryMask? FindExcluded(Scene scene) => null;

    public IEnumerable<string> Explain(Scene scene, IReadOnlyList<FoundSegment> segments) =>
        Sentences.NothingFound(plan.Subjects.Select(prompt => (prompt, Label)), segments);
}
