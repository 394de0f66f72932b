namespace SegFunctions.Models.Catalogue;

/// <summary>The closed lists of words that detectors were trained on.</summary>
public enum DetectorVocabulary
{
    /// <summary>The 80 COCO classes in COCO's order, <c>person</c> first.</summary>
    Coco,
}
