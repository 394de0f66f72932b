namespace SegFunctions.Models.Catalogue;

/// <summary>How an installed file is made from the source's files.</summary>
public enum ModelConversion
{
    /// <summary>The file is one of the source's.</summary>
    None,

    /// <summary>A TensorFlow.js graph model (<c>model.json</c> and its weight files) is converted to ONNX.</summary>
    TfjsGraph,

    /// <summary>The source's files are concatenated.</summary>
    Concatenation,

    /// <summary>An ONNX file of the source has its outputs replaced by <see cref="ModelFile.Outputs"/>, which may be any tensors of its graph.</summary>
    OnnxOutputs,

    /// <summary>A TensorFlow Lite network, which extends from <see cref="ModelFile.Offset"/> of a source file to its end, is converted to ONNX.</summary>
    Tflite,
}
