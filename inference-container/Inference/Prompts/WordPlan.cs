using SegFunctions.Contract;
using SegFunctions.Contract.Words;

namespace SegFunctions.Inference.Prompts;

/// <summary>A job's words and exemplars in the networks' terms.</summary>
/// <param name="vocabulary">The vocabulary to read the words with.</param>
internal sealed class WordPlan(IVocabulary vocabulary)
{
    private readonly List<(int Prompt, KnownPhrase Phrase)> _phrases = [];
    private readonly List<KnownPhrase> _negatives = [];
    private readonly HashSet<int> _excluded = [];
    private readonly List<string> _unanswered = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<int, double> _thresholds = [];

    public IVocabulary Vocabulary => vocabulary;

    /// <summary>The phrases to look for, with the prompts that name them; a prompt that is a list names several. The phrase of exemplars without words is empty.</summary>
    public IReadOnlyList<(int Prompt, KnownPhrase Phrase)> Phrases => _phrases;

    /// <summary>The phrases that no segment may show.</summary>
    public IReadOnlyList<KnownPhrase> Negatives => _negatives;

    /// <summary>Sentences about how the prompts were understood.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Classes that no segment may show.</summary>
    public IReadOnlySet<int> Excluded => _excluded;

    /// <summary>The distinct classes that are asked for, positive and negative.</summary>
    public IEnumerable<int> Classes => _phrases.SelectMany(word => word.Phrase.ClassIds).Concat(_excluded).Distinct();

    /// <summary>Words outside the vocabulary, as the client wrote them.</summary>
    public IReadOnlyList<string> Unanswered => _unanswered;

    /// <summary>The prompts that an object of the class answers: two words for the same thing each get it.</summary>
    public IEnumerable<int> PromptsFor(int classId) => _excluded.Contains(classId)
        ? []
        : _phrases.Where(answered => answered.Phrase.ClassIds.Contains(classId)).Select(answered => answered.Prompt).Distinct();

    /// <summary>The minimum score of an object that answers the prompt, 0–1.</summary>
    /// <param name="prompt">A prompt with words or exemplars.</param>
    /// <param name="options">Has the threshold of prompts without one of their own.</param>
    public double ThresholdOf(int prompt, InferenceOptions options) => _thresholds.GetValueOrDefault(prompt, options.ScoreThreshold);

    /// <exception cref="InferenceException">The network takes no exemplars.</exception>
    public void Add(int index, ExemplarsPrompt prompt) => _phrases.Add((index, GetVocabularyOfExemplars().Read(prompt.Exemplars)));

    /// <exception cref="InferenceException">There are exemplars, but the network takes none or the words are a list.</exception>
    public void Add(int index, TextPrompt words)
    {
        if (Read(words) is not { } phrases)
        {
            _unanswered.Add(words.Text);
            _notes.Add($"{UnknownWords.Name(words.Text, vocabulary)}. It was ignored.");
            return;
        }

        if (phrases.Count > 1)
        {
            _notes.Add($"'{words.Text}' was read as {Sentences.List(phrases.Select(phrase => phrase.Text))}.");
        }

        _notes.AddRange(phrases.Where(phrase => phrase.IsKind).Select(phrase =>
            $"'{phrase.Text}' is answered by every {vocabulary.GetLabel(phrase.ClassIds[0])}: the detectors cannot tell them apart."));
        if (words.Negative)
        {
            _negatives.AddRange(phrases);
            _excluded.UnionWith(phrases.SelectMany(phrase => phrase.ClassIds));
        }
        else
        {
            _phrases.AddRange(phrases.Select(phrase => (index, phrase)));
            if (words.Threshold is { } threshold)
            {
                _thresholds.Add(index, threshold);
            }
        }
    }

    private IReadOnlyList<KnownPhrase>? Read(TextPrompt words)
    {
        if (words.Exemplars is not { Count: > 0 } exemplars)
        {
            return vocabulary.Read(words.Text);
        }

        var phrases = GetVocabularyOfExemplars().Read(words.Text, exemplars);
        return phrases is not { Count: > 1 } ? phrases : throw new InferenceException(
            InferenceErrorCode.InferenceFailed, $"Exemplars can accompany only one word or phrase, but '{words.Text}' was read as {Sentences.List(phrases.Select(phrase => phrase.Text))}.");
    }

    private OpenVocabulary GetVocabularyOfExemplars() => vocabulary is OpenVocabulary { TakesExemplars: true } open
        ? open
        : throw new InferenceException(
            InferenceErrorCode.InferenceFailed, "The network that answers words takes no exemplars; one of the kind sam3 does, once it has been added and requested.");
}
