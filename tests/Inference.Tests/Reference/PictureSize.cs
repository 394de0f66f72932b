namespace SegFunctions.Inference.Tests.Reference;

/// <summary>Of a picture, beside a network's input.</summary>
public enum PictureSize
{
    /// <summary>Nothing is resampled.</summary>
    Same,

    Enlarged,

    Shrunk,
}
