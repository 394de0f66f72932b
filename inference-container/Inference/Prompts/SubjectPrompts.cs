using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Neither words nor marks: the picture's main subject, with a soft edge.</summary>
internal sealed class SubjectPrompts(PromptPlan plan, MattingNetwork network) : IPrompts
{
    private const string Label = "subject";

    public IEnumerable<FoundSegment> Find(Scene scene) => plan.Subjects
        .GroupBy(subject => PromptPlan.RegionOf(subject.Region, scene.Picture), subject => subject.Prompt)
        .SelectMany(prompts => prompts.Key is { } region ? Find(scene, region, prompts) : []);

    public BinaryMask? FindExcluded(Scene scene) => null;

    public IEnumerable<string> Explain(Scene scene, IReadOnlyList<FoundSegment> segments) =>
        Sentences.NothingFound(plan.Subjects.Select(subject => (subject.Prompt, Label)), segments);

    private IEnumerable<FoundSegment> Find(Scene scene, PixelBox region, IEnumerable<int> prompts)
    {
        var subject = scene.GetMatte(network, region);
        var mask = subject.Matte.ToMask(scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        return prompts.Select(prompt => new FoundSegment(prompt, Label, subject.Certainty, subject.Certainty, mask)
        {
            Matte = subject.Matte,
            Evidence = network.IsAdded ? null : Evidence.OfSubject(subject),
        });
    }
}
