namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>All kinds that <c>models add</c> accepts.</summary>
public static class ExportKinds
{
    public static IReadOnlyList<ExportKind> All { get; } = [GroundingDinoModel.Kind, ClipSegModel.Kind, Sam3Model.Kind, YoloWorldModel.Kind, YoloeModel.Kind, YoloWordsModel.Kind, .. SamKinds.All, .. MattingKinds.All];

    public static ExportKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
