using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>The published encoder's weights, by where they are used.</summary>
/// <param name="source">MobileSAM's encoder, TinyViT-5M, as PyTorch exports it.</param>
internal sealed class TinyVitWeights(SourceGraph source)
{
    /// <summary>The node of a convolution.</summary>
    /// <param name="path">Such as <c>/neck/neck.2</c>.</param>
    public OnnxNode GetConvolution(string path) => source.GetNode($"{path}/Conv_output_0");

    public OnnxNode GetNode(string output) => source.GetNode(output);

    public Tensor GetConstant(string name) => source.GetConstant(name);

    public Tensor? FindConstant(string name) => source.FindConstant(name);

    /// <summary>The weights of a linear layer, [rows, columns].</summary>
    /// <param name="path">Such as <c>/layers.1/blocks.0/mlp/fc1</c>.</param>
    public Tensor GetProduct(string path) => source.GetConstant($"{path}/MatMul_output_0", 1);
}
