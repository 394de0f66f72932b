namespace SegFunctions.Inference.Pictures;

/// <summary>All accepted types of pictures.</summary>
public enum PictureType
{
    Jpeg,
    Png,
    Webp,
}
