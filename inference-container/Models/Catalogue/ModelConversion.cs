namespace SegFunctions.Models.Catalogue;

/// <summary>How an installed file is made from the source's files.</summary>
public enum ModelConversion
{
    /// <summary>It is a file of the source.</summary>
    None,

    /// <summary>A TensorFlow.js graph model (<c>model.json</c> and its weight files) becomes ONNX.</summary>
    TfjsGraph,

    /// <summary>The source's files, concatenated.</summary>
    Concatenation,

    /// <summary>An ONNX file of the source whose outputs are replaced by <see cref="ModelFile.Outputs"/>: any tensors of its graph.</summary>
    OnnxOutputs,

    /// <summary>A TensorFlow Lite network, from <see cref="ModelFile.Offset"/> of a file of the source to its end, becomes ONNX.</summary>
    Tflite,
}
