namespace SegFunctions.Inference.Quality;

/// <summary>How a mask came about, as far as it says something of how well it fits.</summary>
internal enum QualityKind
{
    /// <summary>A box, perhaps with points.</summary>
    Box,

    /// <summary>A single point on the object.</summary>
    Click,

    /// <summary>Several points.</summary>
    Points,

    /// <summary>One of SAM's masks for a click, whether it is the answer or not.</summary>
    Candidate,

    /// <summary>A word.</summary>
    Word,

    /// <summary>The picture's subject.</summary>
    Subject,
}
