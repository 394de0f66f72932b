using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Tests.Results;

/// <summary>The manifest of a job with two pictures: one with two boats and a preview, finished by the second attempt; one that failed.</summary>
internal static class Manifests
{
    public static JobManifest Create()
    {
        var options = new InferenceOptions(Preview: true);
        var document = new SegmentsDocument(
            640,
            480,
            [
                new Segment(0, "boat", 0.97, 0.6, new PixelBox(1, 2, 30, 40), 900, ResultNames.Mask(0), Quality: 0.81),
                new Segment(0, "boat", 0.91, 0.5, new PixelBox(100, 120, 10, 10), 80, ResultNames.Mask(1)),
            ],
            ["zeppelin"],
            ResultNames.Preview,
            new Provenance([new ModelIdentity("detector", "ab")], "cpu", options, new Dictionary<string, double> { ["decode"] = 3.5 }),
            Notes: ["'zeppelin' is not a word that the detectors know. It was ignored."],
            Union: new SegmentUnion(ResultNames.UnionMask, ResultNames.UnionCutout(CutoutFormat.Png)));
        var outcome = new JobOutcome(
            JobStatus.Completed,
            [new(JobStatus.Completed, 1, null), new(JobStatus.Failed, 0, new JobError(JobErrorCode.InputCorrupt, "Truncated."))],
            Specs.Now.AddMinutes(1));
        var spec = Specs.Create(2) with { Prompts = [new TextPrompt("boat"), new TextPrompt("zeppelin")], Options = options };
        return ManifestBuilding.Build(new TerminalJob(Specs.JobId.ToString(), spec, outcome), [document, null]);
    }
}
