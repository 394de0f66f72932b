using SegFunctions.Contract;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference;

/// <summary>The prompts in the detector's terms.</summary>
internal sealed class PromptPlan
{
    private readonly List<(int Prompt, IReadOnlyList<int> ClassIds)> _answered = [];
    private readonly List<string> _unanswered = [];

    private PromptPlan(IReadOnlyList<Prompt> prompts, ClosedVocabulary vocabulary)
    {
        foreach (var (index, prompt) in prompts.Index())
        {
            var text = prompt is TextPrompt words
                ? words.Text
                : throw new InferenceException(InferenceErrorCode.InferenceFailed, $"Prompts of the kind {prompt.GetType().Name} are not answered yet.");
            if (vocabulary.Find(text) is { } classIds)
            {
                _answered.Add((index, classIds));
            }
            else
            {
                _unanswered.Add(text);
            }
        }
    }

    /// <summary>As the client wrote them.</summary>
    public IReadOnlyList<string> Unanswered => _unanswered;

    /// <exception cref="InferenceException">No prompt is in the vocabulary.</exception>
    public static PromptPlan Make(IReadOnlyList<Prompt> prompts, ClosedVocabulary vocabulary)
    {
        var plan = new PromptPlan(prompts, vocabulary);
        return plan._answered.Count > 0 ? plan : throw OutsideVocabulary(plan._unanswered, vocabulary);
    }

    /// <summary>Which prompts an object of the class answers: two words for one thing each get it.</summary>
    public IEnumerable<int> PromptsFor(int classId) =>
        _answered.Where(answered => answered.ClassIds.Contains(classId)).Select(answered => answered.Prompt);

    private static InferenceException OutsideVocabulary(List<string> words, ClosedVocabulary vocabulary)
    {
        var named = string.Join(", ", words.Select(word => $"'{word}'"));
        return new InferenceException(
            InferenceErrorCode.PromptOutsideVocabulary,
            $"{named} {(words.Count == 1 ? "is" : "are")} outside the vocabulary of the built-in detector, which knows the {vocabulary.Classes.Count} COCO classes, "
            + "their synonyms and words that cover several of them, such as 'animal' or 'vehicle'. An open-vocabulary model, added to the model catalogue "
            + "(inference-container/Models/models.json) with an adapter in inference-container/Inference/Models, can answer other words.");
    }
}
