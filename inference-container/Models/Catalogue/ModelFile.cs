namespace SegFunctions.Models.Catalogue;

/// <summary>One file of a model.</summary>
/// <param name="Role">The file's role in its model.</param>
/// <param name="Name">File name in the model's folder.</param>
/// <param name="Sha256">The installed file's hash, lower-case hex.</param>
/// <param name="Bytes">The installed file's size.</param>
/// <param name="From">Paths in the source: the file itself, or the input of <paramref name="Conversion"/>, the graph first, followed by its weights in order.</param>
/// <param name="Conversion">How the file is made from <paramref name="From"/>.</param>
/// <param name="Outputs">For <see cref="ModelConversion.OnnxOutputs"/>: names of tensors, at least one.</param>
/// <param name="Rewrite">The rewrite that runs on a CPU in place of the file; null if the file itself runs.</param>
/// <param name="Offset">For <see cref="ModelConversion.Tflite"/>: where the network begins in the source's file, bytes.</param>
public sealed record ModelFile(
    ModelFileRole Role,
    string Name,
    string Sha256,
    long Bytes,
    IReadOnlyList<string> From,
    ModelConversion Conversion = ModelConversion.None,
    IReadOnlyList<string>? Outputs = null,
    ModelRewrite? Rewrite = null,
    long Offset = 0);

/// <summary>The role of a file in its model.</summary>
public enum ModelFileRole
{
    /// <summary>The only network of a model.</summary>
    Network,

    /// <summary>Network from a picture to embeddings.</summary>
    Encoder,

    /// <summary>Network from embeddings and prompts to masks.</summary>
    Decoder,

    /// <summary>Network from tokens to embeddings.</summary>
    TextEncoder,

    /// <summary>A <c>tokenizer.json</c>, as Hugging Face writes it.</summary>
    Tokenizer,

    /// <summary>External weights of an ONNX file, under the name by which it refers to them. A model has as many such files as it needs.</summary>
    Weights,

    /// <summary>The terms of the weights.</summary>
    License,

    /// <summary>The words of a network with built-in words, one per line.</summary>
    Labels,
}
