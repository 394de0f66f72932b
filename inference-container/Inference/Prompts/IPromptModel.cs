using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Answers the prompts of one ability. One call at a time.</summary>
internal interface IPromptModel
{
    /// <returns>In any order; none for a prompt whose thing is not in the picture.</returns>
    IEnumerable<Answer> Answer(Scene scene, PromptPlan plan);
}
