using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Finds the objects of words' classes in a picture.</summary>
internal interface IWordFinder
{
    /// <param name="scene">The picture.</param>
    /// <param name="isWanted">By class.</param>
    /// <param name="leastScore">The lowest calibrated score that is of use, 0–1; fainter ones may be among what is returned.</param>
    /// <returns>Every object of these classes, in any order.</returns>
    IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore);
}

/// <summary>An object that words name, not yet cut out.</summary>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="RawScore">The network's own, 0–1.</param>
/// <param name="CutOut">Gives its mask, at the picture's size.</param>
internal sealed record WordFind(int ClassId, double Score, float RawScore, Func<BinaryMask> CutOut)
{
    /// <summary>What tells how well the mask fits; null for networks of which nobody has measured it.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Whether it is of use only where faint finds are asked for, whatever its score: there was nothing of its class at first glance.</summary>
    public bool IsFaint { get; init; }
}
