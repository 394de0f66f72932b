namespace SegFunctions.Inference.Pictures;

/// <summary>Every picture type that is accepted.</summary>
public enum PictureType
{
    Jpeg,
    Png,
    Webp,
}
