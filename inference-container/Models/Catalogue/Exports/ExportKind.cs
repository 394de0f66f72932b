namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>A kind of published export that users add: the files that it has, and the tensors by which each of them is known.</summary>
/// <param name="Name">As <c>models add --kind</c> takes it.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Files">All are required.</param>
/// <param name="Make">The catalogue's entry for one that was added.</param>
/// <param name="Terms">Terms of the weights that must be accepted; null if those of the usual exports are permissive.</param>
public sealed record ExportKind(string Name, string Description, IReadOnlyList<ExportFile> Files, Func<AddedModel, ModelEntry> Make, string? Terms = null);

/// <summary>A file of an export.</summary>
/// <param name="Role">Its role in the model.</param>
/// <param name="Inputs">The network's inputs, in any order, and no others. Empty for a file that is no network.</param>
/// <param name="Outputs">The outputs that are read; a network may have more.</param>
/// <param name="Tokenizer">What a tokenizer's file must hold; null for a network.</param>
public sealed record ExportFile(ModelFileRole Role, IReadOnlyList<TensorRule> Inputs, IReadOnlyList<TensorRule> Outputs, TokenizerKind? Tokenizer = null)
{
    public static ExportFile OfTokenizer(TokenizerKind kind) => new(ModelFileRole.Tokenizer, [], [], kind);
}

/// <summary>What an input or output of a network must be.</summary>
/// <param name="Name">Its name; null where exports name it differently: then all inputs are known by their order, and it is the first output.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its dimensions: a length, <see cref="Any"/> or <see cref="Open"/>; null if even their number differs between exports.</param>
public sealed record TensorRule(string? Name, TensorType Type, IReadOnlyList<int>? Shape)
{
    /// <summary>A dimension of any length, or left open.</summary>
    public const int Any = -1;

    /// <summary>A dimension that the network must leave open: each picture or text has another length.</summary>
    public const int Open = -2;

    /// <summary>A type that will do as well; null for none.</summary>
    public TensorType? OtherType { get; init; }
}

/// <summary>Types of elements, by their numbers in <c>onnx.proto</c>.</summary>
public enum TensorType
{
    F32 = 1,
    I32 = 6,
    I64 = 7,
    Bool = 9,
}

/// <summary>The algorithms of tokenizers, as a <c>tokenizer.json</c> calls them.</summary>
public enum TokenizerKind
{
    /// <summary>BERT's.</summary>
    WordPiece,

    /// <summary>CLIP's.</summary>
    Bpe,
}
