using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Finds the objects of words' classes in a picture.</summary>
internal interface IWordFinder
{
    /// <param name="scene">The picture.</param>
    /// <param name="isWanted">Whether to look for a class.</param>
    /// <param name="leastScore">The lowest useful calibrated score, 0–1; the result may include lower ones.</param>
    /// <returns>Every object of these classes, in any order.</returns>
    IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore);

    /// <summary>A cheaper look, which shows whether anything has come or gone.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="isWanted">Whether to look for a class.</param>
    /// <param name="withAllViews">Whether to look as closely as <see cref="Find"/> does, to make sure of what a first glance shows.</param>
    /// <returns>Every object of these classes, in any order, the faintest too; null if the networks have no cheaper look.</returns>
    IReadOnlyList<WordGlance>? Glance(Scene scene, Func<int, bool> isWanted, bool withAllViews) => null;
}

/// <summary>An object that words name, as a first glance shows it, or a second one that makes sure of it.</summary>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1, of the views that were looked at.</param>
/// <param name="Box">Pixels of the picture.</param>
internal sealed record WordGlance(int ClassId, double Score, BoxF Box)
{
    /// <summary>Whether the words ask for what is seen with this score; without their thresholds, yes.</summary>
    public bool IsAnswer { get; init; } = true;
}

/// <summary>An object that words name, before its mask is made.</summary>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="RawScore">The network's own confidence, 0–1.</param>
/// <param name="CutOut">Makes its mask, at the picture's size.</param>
internal sealed record WordFind(int ClassId, double Score, float RawScore, Func<BinaryMask> CutOut)
{
    /// <summary>Evidence of how well the mask fits; null for networks for which that has not been measured.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Whether the object counts only for callers that ask for faint ones, whatever its score: its class was not promising at first glance.</summary>
    public bool IsFaint { get; init; }
}
