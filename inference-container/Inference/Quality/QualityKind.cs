namespace SegFunctions.Inference.Quality;

/// <summary>How a mask was made, as far as that predicts how well it fits.</summary>
internal enum QualityKind
{
    /// <summary>From a box, possibly with points.</summary>
    Box,

    /// <summary>From a single point on the object.</summary>
    Click,

    /// <summary>From several points.</summary>
    Points,

    /// <summary>As one of SAM's masks for a click, whether it is the answer or not.</summary>
    Candidate,

    /// <summary>From a word.</summary>
    Word,

    /// <summary>As the picture's subject.</summary>
    Subject,
}
