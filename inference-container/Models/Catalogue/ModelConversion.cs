namespace SegFunctions.Models.Catalogue;

/// <summary>How an installed file is made of the source's files.</summary>
public enum ModelConversion
{
    /// <summary>It is a file of the source.</summary>
    None,

    /// <summary>A TensorFlow.js graph model (<c>model.json</c> and its weight files) becomes ONNX.</summary>
    TfjsGraph,

    /// <summary>It is the source's files one after the other.</summary>
    Concatenation,

    /// <summary>An ONNX file of the source, whose outputs become <see cref="ModelFile.Outputs"/>: any tensors of its graph.</summary>
    OnnxOutputs,
}
