using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>A job's prompts of one kind, answered for one picture.</summary>
internal interface IPrompts
{
    /// <returns>In any order; none for a prompt whose object is not in the picture. Segments of several prompts that answer with the same object share its mask.</returns>
    IEnumerable<FoundSegment> Find(Scene scene);

    /// <returns>The pixels that no mask may contain; null if there are none.</returns>
    BinaryMask? FindExcluded(Scene scene);

    /// <summary>Sentences about prompts for which nothing was found, and about what was excluded.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="segments">All segments of the result.</param>
    IEnumerable<string> Explain(Scene scene, IReadOnlyList<FoundSegment> segments);
}
