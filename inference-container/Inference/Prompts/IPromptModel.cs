using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Answers the prompts of one ability. One call at a time.</summary>
internal interface IPromptModel
{
    /// <returns>In any order; none for a prompt whose thing is not in the picture.</returns>
    IEnumerable<Answer> Answer(Scene scene, PromptPlan plan);
}

/// <summary>An object as a model gives it, before what holds for every segment is applied.</summary>
/// <param name="Prompts">Indexes of the prompts that it answers, at least one.</param>
/// <param name="Label">See <see cref="FoundSegment.Label"/>.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="RawScore">0–1.</param>
/// <param name="Mask">The answer's own.</param>
/// <param name="Matte">The model's soft edge, where it has one.</param>
internal sealed record Answer(
    IReadOnlyList<int> Prompts, string Label, double Score, double RawScore, BinaryMask Mask, Matte? Matte = null);
