namespace SegFunctions.Models.Catalogue;

/// <summary>How an installed file is made of the package's files.</summary>
public enum ModelConversion
{
    /// <summary>It is a file of the package.</summary>
    None,

    /// <summary>A TensorFlow.js graph model (<c>model.json</c> and its weight files) becomes ONNX.</summary>
    TfjsGraph,
}
