using SegFunctions.Contract;
using SegFunctions.Inference.Models;
using SegFunctions.Inference.Models.Detection;
using SegFunctions.Inference.Models.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference;

/// <summary>A picture and words in, masks out. Calls may overlap: pictures are decoded side by side, the networks run for one call at a time.</summary>
/// <param name="decoder">With the limits in force.</param>
/// <param name="models">Asked when the first call needs a network, so that a rubbish input never waits for an installation; gives the same object each time.</param>
public sealed class Segmenter(PictureDecoder decoder, Func<CancellationToken, Task<SegmentationModels>> models) : IDisposable
{
    private readonly SemaphoreSlim _networks = new(1);

    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <param name="prompts">At least one.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="cancellationToken">Looked at between networks and between masks.</param>
    /// <exception cref="InferenceException">The picture or every prompt is at fault.</exception>
    public async Task<SegmentationResult> SegmentAsync(
        byte[] content, IReadOnlyList<Prompt> prompts, InferenceOptions options, CancellationToken cancellationToken)
    {
        var clock = new StageClock();
        var plan = PromptPlan.Make(prompts, ClosedVocabulary.Coco);
        var picture = decoder.Decode(content);
        clock.Mark("decode");
        try
        {
            var loaded = await models(cancellationToken);
            await _networks.WaitAsync(cancellationToken);
            try
            {
                clock.Mark("wait");
                return Run(loaded, picture, plan, options, clock, cancellationToken);
            }
            finally
            {
                _networks.Release();
            }
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    public void Dispose() => _networks.Dispose();

    private static SegmentationResult Run(
        SegmentationModels models, Picture picture, PromptPlan plan, InferenceOptions options, StageClock clock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = models.Detector.Detect(picture, models.Calibration.ToRaw(options.ScoreThreshold))
            .Where(detection => plan.PromptsFor(detection.ClassId).Any())
            .ToList();
        clock.Mark("detect");

        var used = new List<ModelIdentity> { models.DetectorIdentity };
        var segments = new List<FoundSegment>();
        if (wanted.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var embedding = models.Encoder.Encode(picture);
            clock.Mark("encode-image");
            foreach (var detection in wanted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                segments.AddRange(CutOut(models, embedding, detection, plan, options));
            }

            clock.Mark("masks");
            used.AddRange(models.SamIdentities);
        }

        return new SegmentationResult(picture, segments, plan.Unanswered, new Provenance(used, models.ProviderName, options, clock.Milliseconds));
    }

    private static IEnumerable<FoundSegment> CutOut(
        SegmentationModels models, SamEmbedding embedding, Detection detection, PromptPlan plan, InferenceOptions options)
    {
        using var logits = models.Decoder.Decode(embedding, detection.Box);
        var mask = logits.ToMask(options.MaskThreshold);
        MaskCleaner.Clean(mask);
        if (mask.FindBox() is not { } box)
        {
            return [];
        }

        var (label, area) = (ClosedVocabulary.Coco.Classes[detection.ClassId], mask.CountArea());
        return plan.PromptsFor(detection.ClassId).Select(prompt => new FoundSegment(
            prompt, label, Math.Round(models.Calibration.Calibrate(detection.RawScore), 4), Math.Round(detection.RawScore, 4), box, area, mask));
    }
}
