using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>A job's prompts of one kind, answered for one picture.</summary>
internal interface IPrompts
{
    /// <returns>In any order; none for a prompt whose object is not in the picture. Segments of several prompts for one object share its mask.</returns>
    IEnumerable<FoundSegment> Find(Scene scene);

    /// <returns>The pixels that no mask may have; null if there are none.</returns>
    BinaryMask? FindExcluded(Scene scene);

    /// <summary>Sentences about what was asked for and not found, and about what was taken out.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="segments">All that the result has.</param>
    IEnumerable<string> Explain(Scene scene, IReadOnlyList<FoundSegment> segments);
}
