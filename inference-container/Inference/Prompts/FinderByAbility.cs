using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>The words of a vocabulary whose parts are answered by networks of their own: each network looks for its part.</summary>
/// <param name="vocabulary">Knows the parts.</param>
/// <param name="finders">By part; those that a job's words need.</param>
internal sealed class FinderByAbility(IVocabulary vocabulary, IReadOnlyDictionary<ModelAbility, IWordFinder> finders) : IWordFinder
{
    public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore) => finders.SelectMany(
        finder => finder.Value.Find(scene, classId => vocabulary.AbilityFor(classId) == finder.Key && isWanted(classId), leastScore));
}
