namespace SegFunctions.Inference.Tests.Reference;

/// <summary>The size of a picture, compared with a network's input.</summary>
public enum PictureSize
{
    /// <summary>Nothing is resampled.</summary>
    Same,

    Enlarged,

    Shrunk,
}
