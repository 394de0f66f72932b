using SegFunctions.Contract.Words;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Prompts;

/// <summary>What words mean to the networks that look for them: the class ids that a phrase names, and the names of classes.</summary>
internal interface IVocabulary
{
    /// <summary>Describes the known words, for the error about an unknown one; it follows a colon.</summary>
    string Scope { get; }

    /// <summary>A vocabulary, for one job, of the networks that the catalogue chooses for words.</summary>
    static IVocabulary For(ModelChoice choice) => choice.Text switch
    {
        YoloWordsModel words => new OpenVocabulary(words.ReadWords()),
        { } text => new OpenVocabulary(takesExemplars: text.TakesExemplars),
        null => choice.Detectors[0].Vocabulary switch
        {
            DetectorVocabulary.Coco => ClosedVocabulary.BuiltIn,
            var unknown => throw new InvalidOperationException($"The vocabulary {unknown} is not supported."),
        },
    };

    /// <param name="phrase">As a person wrote it: one phrase, or a list of them.</param>
    /// <returns>The phrases, in order; null unless the whole phrase or every part of it is known.</returns>
    IReadOnlyList<KnownPhrase>? Read(string phrase);

    /// <summary>The name of a class.</summary>
    string GetLabel(int classId);

    /// <summary>Which networks look for a class.</summary>
    ModelAbility AbilityFor(int classId);

    /// <summary>Known words that an unknown phrase contains or resembles, most likely first, at most three; empty if there are none.</summary>
    IReadOnlyList<string> FindNearest(string phrase);
}
