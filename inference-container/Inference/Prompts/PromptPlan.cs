using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Vocabulary;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>The prompts in the models' terms.</summary>
internal sealed class PromptPlan
{
    private readonly List<(int Prompt, IReadOnlyList<int> ClassIds)> _words = [];
    private readonly List<(int Prompt, Mark Mark)> _marks = [];
    private readonly List<int> _subjects = [];
    private readonly HashSet<int> _excluded = [];
    private readonly List<string> _unanswered = [];

    private PromptPlan(IReadOnlyList<Prompt> prompts, ClosedVocabulary vocabulary)
    {
        foreach (var (index, prompt) in prompts.Index())
        {
            Add(index, prompt, vocabulary);
        }
    }

    /// <summary>Points and boxes, with the prompts that they are.</summary>
    public IReadOnlyList<(int Prompt, Mark Mark)> Marks => _marks;

    /// <summary>Prompts that ask for the subject.</summary>
    public IReadOnlyList<int> Subjects => _subjects;

    /// <summary>Classes that no segment may show.</summary>
    public IReadOnlySet<int> Excluded => _excluded;

    /// <summary>Words outside the vocabulary, as the client wrote them.</summary>
    public IReadOnlyList<string> Unanswered => _unanswered;

    /// <summary>Whether words are asked for, or to be left out.</summary>
    private bool HasWords => _words.Count + _excluded.Count > 0;

    /// <summary>Whether it matters which objects detectors know: for words, and to understand a single click.</summary>
    public bool NeedsDetections => HasWords || _marks.Exists(marked => marked.Mark.OnlyClick is not null);

    /// <summary>What the models are asked, each once.</summary>
    public IEnumerable<ModelAbility> Abilities
    {
        get
        {
            if (HasWords)
            {
                yield return ModelAbility.Words;
            }

            if (_marks.Count > 0)
            {
                yield return ModelAbility.Marks;
            }

            if (_subjects.Count > 0)
            {
                yield return ModelAbility.Subject;
            }
        }
    }

    /// <summary>The regions of the picture that SAM looks at.</summary>
    public IEnumerable<PixelBox> FindRegions(PictureSource picture) => _marks
        .Select(marked => marked.Mark.FindRegion(picture.Width, picture.Height))
        .Concat(HasWords ? [picture.Frame] : [])
        .Distinct();

    /// <exception cref="InferenceException">No prompt can be answered: each is a word outside the vocabulary, or says only what not to cut out.</exception>
    public static PromptPlan Make(IReadOnlyList<Prompt> prompts, ClosedVocabulary vocabulary)
    {
        var plan = new PromptPlan(prompts, vocabulary);
        return plan._words.Count + plan._marks.Count + plan._subjects.Count > 0 ? plan : throw plan.NothingToAnswer(vocabulary);
    }

    /// <summary>Which prompts an object of the class answers: two words for one thing each get it.</summary>
    public IEnumerable<int> PromptsFor(int classId) => _excluded.Contains(classId)
        ? []
        : _words.Where(answered => answered.ClassIds.Contains(classId)).Select(answered => answered.Prompt);

    private void Add(int index, Prompt prompt, ClosedVocabulary vocabulary)
    {
        switch (prompt)
        {
            case TextPrompt words when vocabulary.Find(words.Text) is not { } classIds:
                _unanswered.Add(words.Text);
                break;
            case TextPrompt { Negative: true } words:
                _excluded.UnionWith(vocabulary.Find(words.Text)!);
                break;
            case TextPrompt words:
                _words.Add((index, vocabulary.Find(words.Text)!));
                break;
            case PointsPrompt points:
                _marks.Add((index, Mark.Of(points)));
                break;
            case BoxPrompt box:
                _marks.Add((index, Mark.Of(box)));
                break;
            case SubjectPrompt:
                _subjects.Add(index);
                break;
            default:
                throw new InferenceException(InferenceErrorCode.InferenceFailed, $"Prompts of the kind {prompt.GetType().Name} are not known.");
        }
    }

    private InferenceException NothingToAnswer(ClosedVocabulary vocabulary)
    {
        if (_unanswered.Count == 0)
        {
            return new InferenceException(InferenceErrorCode.InferenceFailed, "The prompts say only what not to cut out.");
        }

        var named = string.Join(", ", _unanswered.Select(word => $"'{word}'"));
        return new InferenceException(
            InferenceErrorCode.PromptOutsideVocabulary,
            $"{named} {(_unanswered.Count == 1 ? "is" : "are")} outside the vocabulary of the built-in detector, which knows the {vocabulary.Classes.Count} COCO classes, "
            + "their synonyms and words that cover several of them, such as 'animal' or 'vehicle'. An open-vocabulary model, added to the model catalogue "
            + "(inference-container/Models/models.json) with an adapter in inference-container/Inference/Models, can answer other words.");
    }
}
